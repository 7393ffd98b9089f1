// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/eventtext.h"

#include "capture/recordtext.h"
#include "gui/handshakefacts.h"
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

/// The mark, what it is about and what is known of it, aligned; what explains it below.
QString factsText(const QList<Fact> &facts)
{
    QStringList lines;
    for (const Fact &fact : facts) {
        lines << u"    "_s + markText(fact.mark).leftJustified(2) + fact.label.leftJustified(26) + fact.text;
        if (!fact.note.isEmpty())
            lines << QString(32, u' ') + fact.note;
    }
    return lines.join(u'\n');
}

QString handshakeText(const QJsonObject &detail)
{
    const auto block = [&](const QString &member) {
        const QString text = detail[member].toString();
        return text.isEmpty() ? u"    "_s + missingBlockText(detail, member) : indented(text);
    };
    QString text = detail[u"text"_s].toString();
    QList<FactGroup> groups = handshakeFacts(detail);
    groups.first().facts.removeFirst(); // that text
    for (const FactGroup &group : groups) {
        if (!group.facts.isEmpty())
            text += section(group.title.isEmpty() ? Texts::tr("Handshake") : group.title, factsText(group.facts));
    }
    text += section(Texts::tr("Request"), block(u"request"_s));
    text += section(Texts::tr("Response"), block(u"response"_s));
    if (const QString body = detail[u"body"_s].toString(); !body.isEmpty())
        text += section(Texts::tr("Body"), indented(body));
    return text + section(Texts::tr("Times since dialling"), phasesText(detail[u"phases"_s].toArray()));
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
                      + Texts::tr("changed %1")
                            .arg(QDateTime::fromString(file[u"modified"_s].toString(), Qt::ISODate)
                                     .toLocalTime()
                                     .toString(u"yyyy-MM-dd HH:mm"))
                      + u"\n    "_s + Texts::tr("SHA-256 of what went out: %1").arg(file[u"sha256"_s].toString()));
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
