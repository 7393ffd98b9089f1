#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the certificates of this folder anew. The authority's key is thrown away afterwards. Needs openssl.
set -eu

out=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > ca.cnf <<'CNF'
[ca]
default_ca = authority
[authority]
database = index.txt
new_certs_dir = .
default_md = sha256
policy = anything
rand_serial = yes
copy_extensions = copy
x509_extensions = leaf
unique_subject = no
[anything]
commonName = supplied
organizationName = optional
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[authority_itself]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
CNF
: > index.txt

# request NAME SUBJECT ALTERNATIVE-NAMES [ALGORITHM OPTION]
request() {
    openssl genpkey -algorithm "${4:-EC}" -pkeyopt "${5:-ec_paramgen_curve:P-256}" -out "$1.key" 2>/dev/null
    openssl req -new -key "$1.key" -subj "/O=Sonde tests/CN=$2" -addext "subjectAltName=$3" -out "$1.csr"
}

# sign NAME FROM UNTIL [OPTION...]
sign() {
    name=$1 from=$2 until=$3
    shift 3
    openssl ca -batch -notext -config ca.cnf -in "$name.csr" -out "$name.pem" -startdate "$from" -enddate "$until" \
        "$@" 2>log || { cat log >&2; exit 1; }
}

long_from=20200101000000Z
long_until=21200101000000Z

request ca "Sonde test authority" "DNS:authority.invalid"
sign ca $long_from $long_until -selfsign -keyfile ca.key -extensions authority_itself

by_authority="-cert ca.pem -keyfile ca.key"
request server localhost "DNS:localhost,IP:127.0.0.1,IP:::1"
sign server $long_from $long_until $by_authority
request expired localhost "DNS:localhost,IP:127.0.0.1,IP:::1"
sign expired 20200101000000Z 20200201000000Z $by_authority
request wronghost elsewhere.invalid "DNS:elsewhere.invalid"
sign wronghost $long_from $long_until $by_authority
request selfsigned localhost "DNS:localhost,IP:127.0.0.1,IP:::1" RSA rsa_keygen_bits:2048
sign selfsigned $long_from $long_until -selfsign -keyfile selfsigned.key

request notyetvalid localhost "DNS:localhost,IP:127.0.0.1,IP:::1"
sign notyetvalid 21100101000000Z $long_until $by_authority
request intermediate "Sonde test intermediate" "DNS:intermediate.invalid"
sign intermediate $long_from $long_until $by_authority -extensions authority_itself
request leaf localhost "DNS:localhost,IP:127.0.0.1,IP:::1"
sign leaf $long_from $long_until -cert intermediate.pem -keyfile intermediate.key
request client "Sonde test client" "DNS:client.invalid"
sign client $long_from $long_until $by_authority -extensions client
request client-rsa "Sonde test client with RSA" "DNS:client.invalid" RSA rsa_keygen_bits:2048
sign client-rsa $long_from $long_until $by_authority -extensions client

for name in server expired wronghost notyetvalid; do
    cat "$name.pem" ca.pem > "$out/$name.pem"
    cp "$name.key" "$out/$name.key"
done
cp leaf.pem "$out/incomplete.pem"
cat leaf.pem ca.pem intermediate.pem > "$out/wrongorder.pem"
cp leaf.key "$out/incomplete.key"
cp leaf.key "$out/wrongorder.key"
cp ca.pem selfsigned.pem selfsigned.key client.pem client.key client-rsa.pem client-rsa.key "$out/"
openssl pkcs8 -topk8 -in client.key -passout pass:secret -out "$out/client-locked.key"
openssl pkcs12 -export -in client.pem -inkey client.key -certfile ca.pem -passout pass:secret -out "$out/client.p12"
chmod 644 "$out"/*.pem "$out"/*.key "$out"/*.p12
