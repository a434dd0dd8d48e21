#!/bin/sh
# Makes the README's picture of the spreadsheet from a real one:
#
#     tests/sheet_picture.sh outputs/claims.xlsx corpus/picture.png
#
# Needs LibreOffice Calc and poppler-utils: apt-get install libreoffice-calc poppler-utils
set -eu
sheet=$1
picture=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# A profile of its own: LibreOffice does nothing, in silence, while another one is open.
soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to pdf \
    --outdir "$folder" "$sheet" >/dev/null 2>&1
pdf=$folder/$(basename "$sheet" .xlsx).pdf
# The first page is the Claims sheet, A3 across; its upper part.
pdftoppm -png -singlefile -f 1 -l 1 -scale-to-x 2200 -scale-to-y -1 -y 60 -H 1000 \
    "$pdf" "${picture%.png}"
echo "$picture"
