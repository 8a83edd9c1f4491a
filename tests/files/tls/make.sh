#!/bin/sh
# Makes the test authority and the certificate for "files.example" that it has signed; both outlive us.
set -eu
cd "$(dirname "$0")"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj "/CN=Test authority" \
    -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout authority.key -out authority.pem
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=files.example" \
    -keyout server.key -out server.csr
printf 'subjectAltName=DNS:files.example\nauthorityKeyIdentifier=keyid\n' > server.ext
openssl x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 36500 \
    -extfile server.ext -out server.crt
cat server.key server.crt > server.pem
rm -f authority.key authority.srl server.key server.csr server.crt server.ext
