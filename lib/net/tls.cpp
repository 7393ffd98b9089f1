// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls.h"

#include <QCoreApplication>
#include <QFile>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslSocket>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Tls)
};

QString versionName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return u"TLSv1.2"_s;
    case QSsl::TlsV1_3:
        return u"TLSv1.3"_s;
    default:
        return {};
    }
}

CertificateFacts certificateFacts(const QSslCertificate &certificate)
{
    return {.subject = certificate.subjectDisplayName(),
            .issuer = certificate.issuerDisplayName(),
            .names = certificate.subjectAlternativeNames().values(),
            .validFrom = certificate.effectiveDate(),
            .validUntil = certificate.expiryDate()};
}

} // namespace

Result<QList<QSslCertificate>> readAuthorities(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Texts::tr("The file of trusted authorities %1 can't be read: %2.").arg(path, file.errorString()),
                    Texts::tr("Choose another in the connection's settings."));
    const QList<QSslCertificate> certificates = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (certificates.isEmpty())
        return fail(Texts::tr("The file of trusted authorities %1 holds no certificate.").arg(path),
                    Texts::tr("Choose a file in PEM form."));
    return certificates;
}

TlsFacts tlsFacts(const QSslSocket &socket, const QList<QSslError> &errors)
{
    TlsFacts facts;
    facts.version = versionName(socket.sessionProtocol());
    facts.cipher = socket.sessionCipher().name();
    for (const QSslCertificate &certificate : socket.peerCertificateChain())
        facts.chain.append(certificateFacts(certificate));
    for (const QSslError &error : errors)
        facts.errors.append(error.errorString());
    facts.errors.removeDuplicates();
    return facts;
}

Error tlsError(const QStringList &complaints, const QString &text)
{
    if (!complaints.isEmpty())
        return {Texts::tr("The server's certificate can't be trusted: %1.").arg(complaints.join(u"; "_s)),
                Texts::tr("If you trust this server, name its authority's file in the connection's settings.")};
    if (text.contains(u"wrong version number"))
        return {Texts::tr("The server does not speak TLS at this port."), Texts::tr("Try ws:// instead of wss://.")};
    return {Texts::tr("The TLS handshake failed: %1.").arg(text),
            Texts::tr("Check which TLS versions and certificates the server accepts.")};
}

} // namespace sonde
