// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlserrors.h"

#include "net/tls.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSslCertificate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Tls)
};

QString dateText(const QDateTime &date)
{
    return QLocale().toString(date, QLocale::ShortFormat);
}

/// What a certificate is valid for. Without alternative names its common name counts.
QString namesText(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty())
        names << certificate.subjectDisplayName();
    names.sort();
    return names.join(u", "_s);
}

Error wrongHost(const QSslCertificate &certificate, const QString &name)
{
    return {Texts::tr("The server's certificate is not for the host name %1: it is valid for %2.")
                .arg(name, namesText(certificate)),
            Texts::tr("Dial one of these names, or set it as the server's name in the connection's settings.")};
}

Error incompleteChain(const QList<QSslCertificate> &chain)
{
    const QSslCertificate last = chain.isEmpty() ? QSslCertificate() : chain.last();
    if (!isInOrder(chain))
        return {Texts::tr("The server sends its certificates in the wrong order, and they lead to no trusted "
                          "authority."),
                Texts::tr("In the server's settings the own certificate comes first, then each one's issuer.")};
    return {Texts::tr("The server's chain of certificates is incomplete: it ends with \"%1\", whose issuer \"%2\" the "
                      "server did not send and this machine does not know.")
                .arg(last.subjectDisplayName(), last.issuerDisplayName()),
            Texts::tr("The server has to send the intermediate certificates too. If \"%1\" is an authority that you "
                      "trust, name its file in the connection's settings.")
                .arg(last.issuerDisplayName())};
}

Error unknownAuthority(const QList<QSslCertificate> &chain)
{
    return {Texts::tr("The server's certificate comes from the authority \"%1\", which this machine does not trust.")
                .arg(chain.isEmpty() ? QString() : chain.last().subjectDisplayName()),
            Texts::tr("If you trust it, name the authority's file in the connection's settings.")};
}

/// Of the certificate that `error` is about, which may be the authority's.
Error outOfTime(const QSslError &error, const QSslCertificate &certificate)
{
    const QString name = certificate.subjectDisplayName();
    if (error.error() == QSslError::CertificateExpired)
        return {Texts::tr("The certificate of \"%1\" has expired: it was valid until %2.")
                    .arg(name, dateText(certificate.expiryDate())),
                Texts::tr("The server needs a new certificate. Check this machine's clock too.")};
    return {Texts::tr("The certificate of \"%1\" is not yet valid: it will be from %2 on.")
                .arg(name, dateText(certificate.effectiveDate())),
            Texts::tr("Check this machine's clock, and the server's when it made the certificate.")};
}

Error explain(const QSslError &error, const QList<QSslCertificate> &chain, const QString &name)
{
    const QSslCertificate own = chain.isEmpty() ? QSslCertificate() : chain.first();
    switch (error.error()) {
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
        return outOfTime(error, error.certificate().isNull() ? own : error.certificate());
    case QSslError::HostNameMismatch:
        return wrongHost(own, name);
    case QSslError::SelfSignedCertificate:
        return {Texts::tr("The server's certificate is self-signed: no authority vouches for it."),
                Texts::tr("If it is the one that you expect, trust this very certificate in the connection's "
                          "settings.")};
    case QSslError::SelfSignedCertificateInChain:
        return unknownAuthority(chain);
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
        return incompleteChain(chain);
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return {Texts::tr("The server's certificate was revoked by its authority."),
                Texts::tr("The server needs a new certificate. The old one's key may be in wrong hands.")};
    case QSslError::InvalidPurpose:
        return {Texts::tr("The certificate of \"%1\" is not made for servers.").arg(own.subjectDisplayName()),
                Texts::tr("The server needs one whose extended key usage is server authentication.")};
    default:
        return {Texts::tr("The server's certificate can't be trusted: %1.").arg(error.errorString()),
                Texts::tr("If you trust this server, trust this very certificate in the connection's settings.")};
    }
}

Error weakVersion(const TlsOptions &options)
{
    return {Texts::tr("The server speaks only TLS versions that are older than %1, which is the least that is accepted "
                      "here.")
                .arg(versionName(options.minVersion)),
            Texts::tr("The server should learn a newer one. Until then a lower minimum in the connection's settings "
                      "lets it pass.")};
}

Error certificateWanted(const TlsOptions &options)
{
    if (options.client.file.isEmpty())
        return {Texts::tr("The server wants a client certificate, and none was shown."),
                Texts::tr("Name its file in the connection's settings.")};
    return {Texts::tr("The server does not accept the client certificate from %1.").arg(options.client.file),
            Texts::tr("Check that it is of an authority that the server trusts, and that it has not expired.")};
}

bool isOfStaple(const QSslError &error)
{
    return error.error() >= QSslError::OcspNoResponseFound && error.error() <= QSslError::OcspStatusUnknown;
}

bool containsAny(const QString &text, std::initializer_list<QStringView> parts)
{
    return std::ranges::any_of(parts, [&text](QStringView part) { return text.contains(part, Qt::CaseInsensitive); });
}

} // namespace

QList<Error> explainTlsErrors(const QList<QSslError> &errors, const QList<QSslCertificate> &chain, const QString &name)
{
    QList<Error> complaints;
    for (const QSslError &error : errors) {
        const Error complaint = explain(error, chain, name);
        if (!complaints.contains(complaint))
            complaints.append(complaint);
    }
    return complaints;
}

QList<QSslError> seriousErrors(const QList<QSslError> &errors)
{
    QList<QSslError> serious = errors;
    serious.removeIf(isOfStaple);
    return serious;
}

std::optional<Error> stapleNotice(const QList<QSslError> &errors)
{
    for (const QSslError &error : errors) {
        if (isOfStaple(error) && error.error() != QSslError::OcspNoResponseFound)
            return Error{
                Texts::tr("The server sends a proof that its certificate was not revoked (OCSP stapling), and it "
                          "proves nothing: %1.")
                    .arg(error.errorString()),
                Texts::tr("Other clients may refuse this server.")};
    }
    return std::nullopt;
}

Error wrongOrderNotice()
{
    return {Texts::tr("The server sends its certificates in the wrong order. This engine accepts it."),
            Texts::tr("Other clients may refuse this server: RFC 5246 section 7.4.2 wants each followed by its "
                      "issuer's.")};
}

bool isInOrder(const QList<QSslCertificate> &chain)
{
    const auto isOfAnother = [](const QSslCertificate &certificate, const QSslCertificate &next) {
        return certificate.issuerDisplayName() != next.subjectDisplayName();
    };
    return std::ranges::adjacent_find(chain, isOfAnother) == chain.end();
}

Error tlsError(const QList<Error> &complaints, const QString &text, const TlsOptions &options)
{
    if (!complaints.isEmpty()) {
        QStringList sentences;
        for (const Error &complaint : complaints)
            sentences << complaint.what;
        return {sentences.join(u' '), complaints.first().hint};
    }
    if (containsAny(text, {u"wrong version number", u"packet length too long"}))
        return {Texts::tr("The server does not speak TLS at this port."), Texts::tr("Try ws:// instead of wss://.")};
    if (containsAny(text, {u"alert protocol version", u"unsupported protocol"}))
        return weakVersion(options);
    if (containsAny(text,
                    {u"certificate required", u"alert bad certificate", u"alert unknown ca",
                     u"alert certificate unknown", u"alert certificate expired", u"alert unsupported certificate"}))
        return certificateWanted(options);
    return {Texts::tr("The TLS handshake failed: %1.").arg(text),
            Texts::tr("Check which TLS versions and certificates the server accepts.")};
}

bool isTlsAlert(const QString &text)
{
    return containsAny(text, {u" alert "});
}

} // namespace sonde
