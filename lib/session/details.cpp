// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/details.h"

#include "core/clamped.h"
#include "profile/address.h"
#include "wire/frames.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Details)
};

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// Names in the file format, by the enums' values: never change one.
constexpr std::array PhaseNames = {"resolved"_L1,    "tcpConnected"_L1,     "tlsEncrypted"_L1,
                                   "requestSent"_L1, "responseReceived"_L1, "open"_L1};
constexpr std::array StepNames = {"request"_L1, "token"_L1,     "resolve"_L1, "connect"_L1, "proxy"_L1,
                                  "tls"_L1,     "handshake"_L1, "open"_L1,    "closing"_L1};
constexpr std::array CauseNames = {"closedByPeer"_L1, "closedByUs"_L1,    "protocolError"_L1, "connectionLost"_L1,
                                   "refused"_L1,      "timedOut"_L1,      "unreachable"_L1,   "tlsFailed"_L1,
                                   "proxyFailed"_L1,  "invalidRequest"_L1};

constexpr std::array ReservedBits = {std::pair{4, "RSV1"_L1}, std::pair{2, "RSV2"_L1}, std::pair{1, "RSV3"_L1}};

QJsonObject frameObject(const CloseFrame &frame)
{
    return {{u"code"_s, frame.code}, {u"name"_s, closeCodeName(frame.code)}, {u"reason"_s, frame.reason}};
}

QJsonObject certificateObject(const CertificateFacts &certificate)
{
    QJsonObject object{{u"subject"_s, certificate.subject},
                       {u"issuer"_s, certificate.issuer},
                       {u"names"_s, QJsonArray::fromStringList(certificate.names)},
                       {u"validFrom"_s, certificate.validFrom.toString(Qt::ISODate)},
                       {u"validUntil"_s, certificate.validUntil.toString(Qt::ISODate)}};
    if (!certificate.sha256.isEmpty())
        object.insert(u"sha256"_s, QString::fromLatin1(certificate.sha256.toHex()));
    return object;
}

QJsonObject tlsObject(const TlsFacts &tls)
{
    QJsonArray chain;
    for (const CertificateFacts &certificate : tls.chain)
        chain.append(certificateObject(certificate));
    return {{u"version"_s, tls.version},
            {u"cipher"_s, tls.cipher},
            {u"chain"_s, chain},
            {u"errors"_s, QJsonArray::fromStringList(tls.errors)}};
}

QJsonArray checksArray(const QList<SwitchCheck> &checks)
{
    QJsonArray array;
    for (const SwitchCheck &check : checks) {
        QJsonObject object{{u"rule"_s, ruleName(check.rule)},
                           {u"section"_s, ruleSection(check.rule)},
                           {u"found"_s, QString::fromUtf8(check.found)},
                           {u"met"_s, !check.error}};
        if (check.error)
            object.insert(u"error"_s, check.error->what);
        array.append(object);
    }
    return array;
}

QJsonObject compressionObject(const DeflateParameters &agreed)
{
    return {{u"serverNoContextTakeover"_s, agreed.serverNoContextTakeover},
            {u"clientNoContextTakeover"_s, agreed.clientNoContextTakeover},
            {u"serverMaxWindowBits"_s, agreed.serverMaxWindowBits},
            {u"clientMaxWindowBits"_s, agreed.clientMaxWindowBits}};
}

QJsonArray redirectsArray(const QList<Redirect> &redirects)
{
    QJsonArray array;
    for (const Redirect &redirect : redirects)
        array.append(QJsonObject{{u"from"_s, redirect.from},
                                 {u"status"_s, redirect.status},
                                 {u"location"_s, redirect.location},
                                 {u"to"_s, redirect.to},
                                 {u"withheld"_s, QJsonArray::fromStringList(redirect.withheld)}});
    return array;
}

QString closerName(const Ending &ending)
{
    switch (ending.cause) {
    case Cause::ClosedByPeer:
        return Texts::tr("closed by the server");
    case Cause::ClosedByUs:
        return Texts::tr("closed by you");
    case Cause::ProtocolError:
        return ending.engineLimit ? Texts::tr("ended by this engine's limit") : Texts::tr("ended by Sonde");
    default:
        return Texts::tr("the connection was lost");
    }
}

QString handshakeSentence(const Handshake &handshake)
{
    if (!handshake.phases.isEmpty() && handshake.phases.last().phase < Phase::RequestSent)
        return Texts::tr("Broken off before the request");
    if (handshake.status == 0)
        return handshake.response.isEmpty() ? Texts::tr("No response") : Texts::tr("A response that is not HTTP");
    QString text = QString(QString::number(handshake.status) + u' ' + handshake.reasonPhrase).trimmed();
    if (!handshake.subprotocol.isEmpty())
        text += u", "_s + Texts::tr("subprotocol %1").arg(handshake.subprotocol);
    if (handshake.compression)
        text += u", "_s + Texts::tr("compression agreed on");
    if (!handshake.redirects.isEmpty())
        text += u", "_s + Texts::tr("after %n redirect(s)", nullptr, int(handshake.redirects.size()));
    if (!handshake.phases.isEmpty())
        text += u", "_s + durationText(handshake.phases.last().sinceOpen);
    return text;
}

/// A header block. RFC 9110 section 5.5 leaves open what bytes beyond ASCII mean; bullets that hide a secret are UTF-8.
QString headText(const QByteArray &block)
{
    return block.isValidUtf8() ? QString::fromUtf8(block) : QString::fromLatin1(block);
}

} // namespace

QByteArray attemptDetail(const QUrl &url, int attempt)
{
    const QString address = displayAddress(url);
    const QString text = attempt > 1 ? Texts::tr("Connecting to %1, attempt %2").arg(address, QString::number(attempt))
                                     : Texts::tr("Connecting to %1").arg(address);
    return toJson({{u"text"_s, text}, {u"url"_s, address}, {u"attempt"_s, attempt}});
}

QByteArray handshakeDetail(const Handshake &handshake)
{
    QJsonArray phases;
    for (const PhaseTime &phase : handshake.phases)
        phases.append(QJsonObject{{u"phase"_s, QString(PhaseNames[size_t(phase.phase)])},
                                  {u"us"_s, qint64(phase.sinceOpen.count())}});
    QJsonObject detail{{u"text"_s, handshakeSentence(handshake)},
                       {u"accepted"_s, handshake.accepted},
                       {u"status"_s, handshake.status},
                       {u"subprotocol"_s, handshake.subprotocol},
                       {u"peer"_s, handshake.peer},
                       {u"request"_s, headText(handshake.request)},
                       {u"response"_s, headText(handshake.response)},
                       {u"phases"_s, phases}};
    if (!handshake.body.isEmpty())
        detail.insert(u"body"_s, QString::fromUtf8(handshake.body));
    if (!handshake.proxy.isEmpty())
        detail.insert(u"proxy"_s, handshake.proxy);
    if (!handshake.checks.isEmpty())
        detail.insert(u"checks"_s, checksArray(handshake.checks));
    if (handshake.compression)
        detail.insert(u"compression"_s, compressionObject(*handshake.compression));
    if (!handshake.redirects.isEmpty())
        detail.insert(u"redirects"_s, redirectsArray(handshake.redirects));
    if (handshake.tls)
        detail.insert(u"tls"_s, tlsObject(*handshake.tls));
    return toJson(detail);
}

QByteArray closeDetail(const Ending &ending)
{
    QJsonObject detail{{u"text"_s, closeSentence(ending)},
                       {u"code"_s, ending.code()},
                       {u"name"_s, closeCodeName(ending.code())},
                       {u"reason"_s, ending.reason()},
                       {u"cause"_s, QString(CauseNames[size_t(ending.cause)])},
                       {u"engineLimit"_s, ending.engineLimit}};
    if (ending.sent)
        detail.insert(u"sent"_s, frameObject(*ending.sent));
    if (ending.received)
        detail.insert(u"received"_s, frameObject(*ending.received));
    return toJson(detail);
}

QByteArray failureDetail(const Failure &failure)
{
    QJsonObject detail{
        {u"text"_s, Texts::tr("%1: %2", "a step, what failed there").arg(stepName(failure.step), failure.error.what)},
        {u"hint"_s, failure.error.hint},
        {u"step"_s, QString(StepNames[size_t(failure.step)])},
        {u"engineLimit"_s, failure.engineLimit}};
    if (failure.httpStatus != 0)
        detail.insert(u"status"_s, failure.httpStatus);
    return toJson(detail);
}

QByteArray retryDetail(milliseconds wait, int attempt)
{
    const QString seconds = QLocale().toString(double(wait.count()) / 1000.0, 'f', 1);
    return toJson({{u"text"_s, Texts::tr("Next attempt in %1 s (attempt %2)").arg(seconds).arg(attempt)},
                   {u"waitMs"_s, qint64(wait.count())},
                   {u"attempt"_s, attempt}});
}

QByteArray noticeDetail(const Error &notice)
{
    return toJson({{u"text"_s, notice.what}, {u"hint"_s, notice.hint}});
}

QByteArray messageDetail(qint64 compressedSize, qint64 message)
{
    QByteArray members;
    if (compressedSize >= 0)
        members += R"("compressedSize":)" + QByteArray::number(compressedSize);
    if (message > 0)
        members += (members.isEmpty() ? R"("message":)" : R"(,"message":)") + QByteArray::number(message);
    return members.isEmpty() ? members : QByteArray('{' + members + '}');
}

QByteArray frameDetail(const WireFrame &frame, bool hidesPayload)
{
    QJsonObject detail{{u"text"_s, frameSentence(frame.bytes, frame.size)}, {u"size"_s, frame.size}};
    if (frame.message > 0)
        detail.insert(u"message"_s, frame.message);
    if (hidesPayload)
        detail.insert(u"hidden"_s, true);
    QJsonArray violations;
    for (const Violation violation : listOf(frame.violations))
        violations.append(QJsonObject{{u"section"_s, sectionText(violation)}, {u"text"_s, violationText(violation)}});
    if (!violations.isEmpty())
        detail.insert(u"violations"_s, violations);
    return toJson(detail);
}

QString frameSentence(QByteArrayView bytes, qint64 size)
{
    const std::optional<FrameHead> head = readFrameHead(bytes);
    if (!head || head->payloadSize < 0)
        return Texts::tr("%Ln byte(s) that are no frame", nullptr, clampedToInt(size));
    QStringList parts{opcodeName(head->opcode)};
    if (!head->isFinal)
        parts << Texts::tr("more to come");
    for (const auto &[bit, name] : ReservedBits) {
        if ((head->reserved & bit) != 0)
            parts << name;
    }
    parts << (head->isMasked ? Texts::tr("masked") : Texts::tr("not masked"));
    const qint64 payload = size - head->size;
    parts << (payload == head->payloadSize
                  ? Texts::tr("%Ln byte(s) of payload", nullptr, clampedToInt(payload))
                  : Texts::tr("%1 of %2 bytes of payload")
                        .arg(QLocale().toString(payload), QLocale().toString(head->payloadSize)));
    return parts.join(u", "_s);
}

QString opcodeName(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation:
        return u"Continuation"_s;
    case Opcode::Text:
        return u"Text"_s;
    case Opcode::Binary:
        return u"Binary"_s;
    case Opcode::Close:
        return u"Close"_s;
    case Opcode::Ping:
        return u"Ping"_s;
    case Opcode::Pong:
        return u"Pong"_s;
    }
    return Texts::tr("Reserved opcode 0x%1").arg(QString::number(uint(opcode), 16).toUpper());
}

QByteArray fileDetail(const PayloadFile &file)
{
    const QString size = QLocale().formattedDataSize(file.size());
    return toJson({{u"text"_s, Texts::tr("From the file %1, %2").arg(file.path(), size)},
                   {u"file"_s,
                    QJsonObject{{u"path"_s, file.path()},
                                {u"size"_s, file.size()},
                                {u"modified"_s, file.modified().toUTC().toString(Qt::ISODateWithMs)},
                                {u"sha256"_s, QString::fromLatin1(file.sha256().toHex())}}}});
}

QByteArray roundTripDetail(microseconds roundTrip)
{
    return toJson({{u"text"_s, Texts::tr("round trip %1").arg(durationText(roundTrip))},
                   {u"roundTripUs"_s, qint64(roundTrip.count())}});
}

QString closeSentence(const Ending &ending)
{
    if (ending.cause == Cause::ClosedByUs && !ending.sent)
        return Texts::tr("Called off by you");
    QString text = QString::number(ending.code());
    if (const QString name = closeCodeName(ending.code()); !name.isEmpty())
        text += u' ' + name;
    if (const QString reason = ending.reason(); !reason.isEmpty())
        text += u" \""_s + reason + u'"';
    text += u", "_s + closerName(ending);
    if (ending.cause == Cause::ClosedByUs && !ending.error.what.isEmpty())
        text += u". "_s + ending.error.what;
    return text;
}

QString stepName(Step step)
{
    switch (step) {
    case Step::Request:
        return Texts::tr("Request");
    case Step::Token:
        return Texts::tr("Token request");
    case Step::Resolve:
        return Texts::tr("Name lookup");
    case Step::Connect:
        return Texts::tr("TCP connection");
    case Step::Proxy:
        return Texts::tr("Proxy");
    case Step::Tls:
        return Texts::tr("TLS handshake");
    case Step::Handshake:
        return Texts::tr("WebSocket handshake");
    case Step::Open:
        return Texts::tr("Open connection");
    case Step::Closing:
        return Texts::tr("Closing");
    }
    return {};
}

QString durationText(microseconds duration)
{
    const double ms = double(duration.count()) / 1000.0;
    if (ms < 0.1)
        return Texts::tr("%1 µs").arg(duration.count());
    if (ms >= 1000.0)
        return Texts::tr("%1 s").arg(QLocale().toString(ms / 1000.0, 'f', 2));
    return Texts::tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 2 : ms < 100 ? 1 : 0));
}

} // namespace sonde
