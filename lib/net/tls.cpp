// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls.h"

#include "net/clientidentity.h"
#include "net/tlserrors.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QSslCipher>
#include <QSslSocket>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Tls)
};

QString protocolName(QSsl::SslProtocol protocol)
{
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    switch (protocol) {
    case QSsl::TlsV1_0:
        return u"TLSv1.0"_s;
    case QSsl::TlsV1_1:
        return u"TLSv1.1"_s;
    case QSsl::TlsV1_2:
        return u"TLSv1.2"_s;
    case QSsl::TlsV1_3:
        return u"TLSv1.3"_s;
    default:
        return {};
    }
    QT_WARNING_POP
}

CertificateFacts certificateFacts(const QSslCertificate &certificate)
{
    return {.subject = certificate.subjectDisplayName(),
            .issuer = certificate.issuerDisplayName(),
            .names = certificate.subjectAlternativeNames().values(),
            .validFrom = certificate.effectiveDate(),
            .validUntil = certificate.expiryDate(),
            .sha256 = certificate.digest(QCryptographicHash::Sha256)};
}

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

QSsl::SslProtocol protocolFrom(TlsVersion version)
{
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    switch (version) {
    case TlsVersion::Tls10:
        return QSsl::TlsV1_0OrLater;
    case TlsVersion::Tls11:
        return QSsl::TlsV1_1OrLater;
    case TlsVersion::Tls12:
        return QSsl::TlsV1_2OrLater;
    case TlsVersion::Tls13:
        break;
    }
    return QSsl::TlsV1_3OrLater;
    QT_WARNING_POP
}

void setMinVersion(QSslConfiguration &configuration, TlsVersion version)
{
    configuration.setProtocol(protocolFrom(version));
    if (version < TlsVersion::Tls12) // OpenSSL 3 takes these at its lowest security level only.
        configuration.setBackendConfigurationOption("CipherString", QByteArray("DEFAULT:@SECLEVEL=0"));
}

QByteArray fromHex(const QString &text)
{
    return QByteArray::fromHex(QString(text).remove(u':').toLatin1());
}

} // namespace

Result<QSslConfiguration> tlsConfiguration(const TlsOptions &options, QSslConfiguration base)
{
    setMinVersion(base, options.minVersion);
    if (QSslSocket::isFeatureSupported(QSsl::SupportedFeature::Ocsp))
        base.setOcspStaplingEnabled(true); // the one way to hear of a revocation: Qt reads no lists of them
    if (!options.pinnedSha256.isEmpty() && fromHex(options.pinnedSha256).size() != 32)
        return fail(Texts::tr("\"%1\" is not the SHA-256 fingerprint of a certificate.").arg(options.pinnedSha256),
                    Texts::tr("It has 64 hex digits."));
    if (!options.caFile.isEmpty()) {
        const Result<QList<QSslCertificate>> authorities = readAuthorities(options.caFile);
        if (!authorities)
            return tl::unexpected(authorities.error());
        base.addCaCertificates(*authorities);
    }
    if (!options.client.file.isEmpty()) {
        const Result<ClientIdentity> identity = readClientIdentity(options.client);
        if (!identity)
            return tl::unexpected(identity.error());
        base.setLocalCertificateChain(identity->chain);
        base.setPrivateKey(identity->key);
    }
    return base;
}

bool isPinned(const QSslCertificate &certificate, const TlsOptions &options)
{
    return !options.pinnedSha256.isEmpty() && !certificate.isNull()
        && certificate.digest(QCryptographicHash::Sha256) == fromHex(options.pinnedSha256);
}

TlsVerdict judgeTls(const QList<QSslError> &errors, const QList<QSslCertificate> &chain, const Request &request)
{
    const TlsOptions &options = request.options.tls;
    const QString name = options.serverName.isEmpty() ? request.url.host() : options.serverName;
    TlsVerdict verdict{explainTlsErrors(seriousErrors(errors), chain, name), stapleNotice(errors)};
    verdict.isAccepted =
        verdict.complaints.isEmpty() || options.ignoreErrors || (!chain.isEmpty() && isPinned(chain.first(), options));
    return verdict;
}

QList<Error> tlsNotices(const QList<QSslCertificate> &chain, const TlsVerdict &verdict)
{
    QList<Error> notices;
    if (!isInOrder(chain))
        notices << wrongOrderNotice();
    if (verdict.notice)
        notices << *verdict.notice;
    return notices;
}

TlsFacts tlsFacts(const QSslSocket &socket, const QList<Error> &complaints)
{
    TlsFacts facts;
    facts.version = protocolName(socket.sessionProtocol());
    facts.cipher = socket.sessionCipher().name();
    for (const QSslCertificate &certificate : socket.peerCertificateChain())
        facts.chain.append(certificateFacts(certificate));
    for (const Error &complaint : complaints)
        facts.errors.append(complaint.what);
    return facts;
}

QString fingerprintText(const QByteArray &sha256)
{
    return QString::fromLatin1(sha256.toHex(':').toUpper());
}

QString versionName(TlsVersion version)
{
    switch (version) {
    case TlsVersion::Tls10:
        return u"TLS 1.0"_s;
    case TlsVersion::Tls11:
        return u"TLS 1.1"_s;
    case TlsVersion::Tls12:
        return u"TLS 1.2"_s;
    case TlsVersion::Tls13:
        return u"TLS 1.3"_s;
    }
    return {};
}

} // namespace sonde
