// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/eventtext.h"

#include "capture/recordtext.h"
#include "net/tls.h"
#include "session/details.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::EventText)
};

/// A word for a person, by its name in the file.
struct Word
{
    QLatin1StringView name;
    const char *word = nullptr;
};

constexpr std::array PhaseWords = {
    Word{"resolved"_L1, QT_TRANSLATE_NOOP("sonde::EventText", "Name resolved")},
    Word{"tcpConnected"_L1, QT_TRANSLATE_NOOP("sonde::EventText", "TCP connected")},
    Word{"tlsEncrypted"_L1, QT_TRANSLATE_NOOP("sonde::EventText", "TLS encrypted")},
    Word{"requestSent"_L1, QT_TRANSLATE_NOOP("sonde::EventText", "Request sent")},
    Word{"responseReceived"_L1, QT_TRANSLATE_NOOP("sonde::EventText", "Response received")},
    Word{"open"_L1, QT_TRANSLATE_NOOP("sonde::EventText", "Open")},
};

template <size_t N>
QString wordFor(const std::array<Word, N> &words, const QString &name)
{
    const auto it = std::ranges::find(words, name, &Word::name);
    return it == words.end() ? name : Texts::tr(it->word);
}

QString indented(const QString &text)
{
    QString lines = text.trimmed();
    lines.remove(u'\r');
    return u"    "_s + lines.replace(u'\n', u"\n    "_s);
}

QString section(const QString &title, const QString &body)
{
    return u"\n\n"_s + title + u'\n' + body;
}

QString phasesText(const QJsonArray &phases)
{
    QStringList lines;
    for (const QJsonValue &phase : phases) {
        const QString word = wordFor(PhaseWords, phase[u"phase"_s].toString());
        const auto time = std::chrono::microseconds(phase[u"us"_s].toInteger());
        lines << u"    "_s + word.leftJustified(20) + durationText(time).rightJustified(10);
    }
    return lines.join(u'\n');
}

QString dateText(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODate).toLocalTime().toString(u"yyyy-MM-dd HH:mm");
}

QString certificateText(const QJsonObject &certificate)
{
    QStringList lines;
    lines << u"    "_s + certificate[u"subject"_s].toString();
    lines << u"        "_s + Texts::tr("issued by %1").arg(certificate[u"issuer"_s].toString());
    QStringList names;
    for (const QJsonValue &name : certificate[u"names"_s].toArray())
        names << name.toString();
    if (!names.isEmpty())
        lines << u"        "_s + Texts::tr("for %1").arg(names.join(u", "_s));
    lines << u"        "_s
            + Texts::tr("valid from %1 until %2")
                  .arg(dateText(certificate[u"validFrom"_s]), dateText(certificate[u"validUntil"_s]));
    const QByteArray sha256 = QByteArray::fromHex(certificate[u"sha256"_s].toString().toLatin1());
    if (!sha256.isEmpty())
        lines << u"        "_s + Texts::tr("SHA-256 %1").arg(fingerprintText(sha256));
    return lines.join(u'\n');
}

QString tlsText(const QJsonObject &tls)
{
    QStringList lines;
    const QString version = tls[u"version"_s].toString();
    if (!version.isEmpty())
        lines << u"    "_s + version + u", "_s + tls[u"cipher"_s].toString();
    for (const QJsonValue &error : tls[u"errors"_s].toArray())
        lines << u"    ✕ "_s + error.toString();
    for (const QJsonValue &certificate : tls[u"chain"_s].toArray())
        lines << certificateText(certificate.toObject());
    return lines.join(u'\n');
}

/// The mark, the rule and what the response has, aligned; below a cross, why it does not do.
QString checksText(const QJsonArray &checks)
{
    QStringList lines;
    for (const QJsonValue &check : checks) {
        const bool isMet = check[u"met"_s].toBool();
        const QString found = check[u"found"_s].toString();
        lines << u"    "_s + (isMet ? u"✓ "_s : u"✕ "_s) + check[u"rule"_s].toString().leftJustified(25)
                + (found.isEmpty() ? Texts::tr("(none)") : found);
        if (!isMet)
            lines << u"      "_s + check[u"error"_s].toString();
        lines.last() += u"  ["_s + check[u"section"_s].toString() + u']';
    }
    return lines.join(u'\n');
}

QString compressionText(const QJsonObject &agreed)
{
    const auto side = [&](const QString &bits, const QString &forgets) {
        return agreed[forgets].toBool()
            ? Texts::tr("window of %n bit(s), each message on its own", nullptr, agreed[bits].toInt())
            : Texts::tr("window of %n bit(s)", nullptr, agreed[bits].toInt());
    };
    return u"    "_s
        + Texts::tr("From the server: %1").arg(side(u"serverMaxWindowBits"_s, u"serverNoContextTakeover"_s))
        + u"\n    "_s
        + Texts::tr("To the server: %1").arg(side(u"clientMaxWindowBits"_s, u"clientNoContextTakeover"_s));
}

QString handshakeText(const QJsonObject &detail)
{
    const QJsonArray phases = detail[u"phases"_s].toArray();
    const auto block = [&](const QString &member, const QString &phase) {
        const bool happened = std::ranges::any_of(
            phases, [&](const QJsonValue &reached) { return reached[u"phase"_s].toString() == phase; });
        const QString text = detail[member].toString();
        return !text.isEmpty() ? indented(text)
                               : QString(u"    "_s + (happened ? Texts::tr("(unknown)") : Texts::tr("(none)")));
    };
    QString text = detail[u"text"_s].toString();
    if (const QString peer = detail[u"peer"_s].toString(); !peer.isEmpty())
        text += u'\n' + Texts::tr("Peer: %1").arg(peer);
    if (detail.contains(u"tls"_s))
        text += section(Texts::tr("TLS"), tlsText(detail[u"tls"_s].toObject()));
    text += section(Texts::tr("Request"), block(u"request"_s, u"requestSent"_s));
    text += section(Texts::tr("Response"), block(u"response"_s, u"responseReceived"_s));
    if (const QString body = detail[u"body"_s].toString(); !body.isEmpty())
        text += section(Texts::tr("Body"), indented(body));
    if (detail.contains(u"checks"_s))
        text += section(Texts::tr("What makes it a WebSocket"), checksText(detail[u"checks"_s].toArray()));
    if (detail.contains(u"compression"_s))
        text += section(Texts::tr("Compression"), compressionText(detail[u"compression"_s].toObject()));
    text += section(Texts::tr("Times since dialling"), phasesText(phases));
    return text;
}

QString frameText(const QJsonObject &frame)
{
    const QString reason = frame[u"reason"_s].toString();
    QString text = QString::number(frame[u"code"_s].toInt()) + u' ' + frame[u"name"_s].toString();
    if (!reason.isEmpty())
        text += u" \""_s + reason + u'"';
    return text.trimmed();
}

QString closeText(const QJsonObject &detail)
{
    const auto frame = [&](const QString &member) {
        return detail.contains(member) ? frameText(detail[member].toObject()) : Texts::tr("none");
    };
    return detail[u"text"_s].toString() + u"\n\n"_s + Texts::tr("Close frame received: %1").arg(frame(u"received"_s))
        + u'\n' + Texts::tr("Close frame sent: %1").arg(frame(u"sent"_s));
}

/// Where the payload of a message is that the capture does not hold.
QString fileText(const QJsonObject &detail)
{
    const QJsonValue file = detail[u"file"_s];
    return detail[u"text"_s].toString() + u"\n\n"_s
        + Texts::tr(
               "The payload is not in the capture. It went out as it was read from this file, which may have changed "
               "since.")
        + section(Texts::tr("File"),
                  u"    "_s + file[u"path"_s].toString() + u"\n    "_s
                      + Texts::tr("%1 bytes").arg(QLocale().toString(file[u"size"_s].toInteger())) + u"\n    "_s
                      + Texts::tr("changed %1").arg(dateText(file[u"modified"_s])) + u"\n    "_s
                      + Texts::tr("SHA-256 of what went out: %1").arg(file[u"sha256"_s].toString()));
}

} // namespace

QString eventText(const Record &record)
{
    const QJsonObject detail = QJsonDocument::fromJson(record.detail).object();
    if (record.kind == Kind::Handshake)
        return handshakeText(detail);
    if (record.kind == Kind::Close)
        return closeText(detail);
    if (isInFile(record))
        return fileText(detail);
    QString text = detail[u"text"_s].toString();
    if (const QString hint = detail[u"hint"_s].toString(); !hint.isEmpty())
        text += u"\n\n"_s + hint;
    if (detail[u"engineLimit"_s].toBool())
        text += u"\n\n"_s + Texts::tr("This is a limit of the engine (QWebSocket), not a fault of the server.");
    return text;
}

} // namespace sonde
