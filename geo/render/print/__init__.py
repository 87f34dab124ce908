"""The map on paper: what `geo.render.payload` says of a view, drawn with GeoPandas and Matplotlib."""
