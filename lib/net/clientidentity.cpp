// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/clientidentity.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::ClientIdentity)
};

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Texts::tr("The client certificate's file %1 can't be read: %2.").arg(path, file.errorString()),
                    Texts::tr("Choose another in the connection's settings."));
    return file.readAll();
}

tl::unexpected<Error> wrongPassphrase(const QString &path, const QString &passphrase)
{
    if (passphrase.isEmpty())
        return fail(Texts::tr("The file %1 is locked with a passphrase, and none is set.").arg(path),
                    Texts::tr("Enter it in the connection's settings."));
    return fail(Texts::tr("The passphrase does not open the file %1.").arg(path),
                Texts::tr("Check it in the connection's settings. A file of an old program may also use ciphers that "
                          "are no longer supported."));
}

QSslKey readKey(const QByteArray &pem, const QByteArray &passphrase)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase);
        if (!key.isNull())
            return key;
    }
    return {};
}

/// Both encodings of a private key, that of RSA and that of elliptic curves, hold the public key as it stands at the
/// end of the certificate's (RFC 8017 appendix A.1, RFC 5915 section 3).
bool fits(const QSslKey &key, const QSslCertificate &certificate)
{
    const QSslKey publicKey = certificate.publicKey();
    const QByteArray end = publicKey.toDer().last(publicKey.length() / 8);
    return key.algorithm() == publicKey.algorithm() && key.toDer().contains(end);
}

Result<ClientIdentity> readPkcs12(const QByteArray &bytes, const ClientCertificate &certificate)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    ClientIdentity identity;
    QSslCertificate own;
    QList<QSslCertificate> others;
    if (!QSslCertificate::importPkcs12(&buffer, &identity.key, &own, &others, certificate.passphrase.toUtf8()))
        return wrongPassphrase(certificate.file, certificate.passphrase);
    identity.chain = QList{own} + others;
    return identity;
}

Result<ClientIdentity> readPem(const QByteArray &bytes, const ClientCertificate &certificate)
{
    ClientIdentity identity;
    identity.chain = QSslCertificate::fromData(bytes, QSsl::Pem);
    if (identity.chain.isEmpty())
        return fail(Texts::tr("The client certificate's file %1 holds no certificate.").arg(certificate.file),
                    Texts::tr("Choose a file in PEM form or a PKCS#12 file."));
    const QString &keyFile = certificate.keyFile.isEmpty() ? certificate.file : certificate.keyFile;
    const Result<QByteArray> pem = readFile(keyFile);
    if (!pem)
        return tl::unexpected(pem.error());
    identity.key = readKey(*pem, certificate.passphrase.toUtf8());
    if (identity.key.isNull() && pem->contains("ENCRYPTED"))
        return wrongPassphrase(keyFile, certificate.passphrase);
    if (identity.key.isNull())
        return fail(Texts::tr("The file %1 holds no private key that can be used.").arg(keyFile),
                    Texts::tr("Choose the key's file, in PEM form, with an RSA or elliptic-curve key."));
    return identity;
}

} // namespace

Result<ClientIdentity> readClientIdentity(const ClientCertificate &certificate)
{
    const Result<QByteArray> bytes = readFile(certificate.file);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const bool isDer = bytes->startsWith('\x30'); // an ASN.1 sequence, while PEM is text
    Result<ClientIdentity> identity = isDer ? readPkcs12(*bytes, certificate) : readPem(*bytes, certificate);
    if (identity && !fits(identity->key, identity->chain.first()))
        return fail(Texts::tr("The key in %1 belongs to another certificate than the one in %2.")
                        .arg(certificate.keyFile.isEmpty() ? certificate.file : certificate.keyFile, certificate.file),
                    Texts::tr("Choose the key that the certificate was made with."));
    return identity;
}

} // namespace sonde
