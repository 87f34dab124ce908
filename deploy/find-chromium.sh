#!/bin/sh
# Print the path of a Chromium for the browser tests: ATLAS_CHROMIUM, one on the PATH, or Playwright's own.
if [ -n "${ATLAS_CHROMIUM:-}" ]; then
    [ -x "$ATLAS_CHROMIUM" ] && echo "$ATLAS_CHROMIUM" && exit 0
    echo "ATLAS_CHROMIUM names no program: $ATLAS_CHROMIUM" >&2
    exit 1
fi
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && exit 0
done
for found in "$HOME"/.cache/ms-playwright/chromium-*/chrome-linux*/chrome \
    "$HOME"/Library/Caches/ms-playwright/chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium; do
    [ -x "$found" ] && echo "$found" && exit 0
done
exit 1
