#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# openssl's own TLS server, with a stapled OCSP response of an authority that is made for it in FOLDER (ca.pem).
# Usage: stapling_server.sh PORT FOLDER good|revoked|foreign|none
set -eu
port=$1 status=$3
cd "$2"

# authority NAME
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.pem" -days 2 \
        -subj "/CN=Sonde stapling authority" -addext "keyUsage=critical,keyCertSign,cRLSign,digitalSignature"
}
authority ca
signer=ca
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr -subj "/CN=localhost"
cat > extensions <<'CNF'
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1
CNF
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -set_serial 0x1234 -days 2 -extfile extensions -out server.pem

state='V\t400101000000Z\t\t'
case $status in
    revoked) state='R\t400101000000Z\t240101000000Z,keyCompromise\t' ;;
    foreign) signer=other; authority other ;;
esac
printf "$state"'1234\tunknown\t/CN=localhost\n' > index.txt
openssl ocsp -index index.txt -CA ca.pem -rsigner "$signer.pem" -rkey "$signer.key" -issuer ca.pem -cert server.pem \
    -ndays 1 -respout response.der
staple='-status_file response.der'
[ "$status" = none ] && staple=
# shellcheck disable=SC2086 # two words
exec openssl s_server -accept "127.0.0.1:$port" -cert server.pem -key server.key -cert_chain ca.pem $staple -www -quiet
