// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/handshakefacts.h"

#include "net/tls.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::HandshakeFacts)
};

QStringList strings(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list << value.toString();
    return list;
}

void addText(QList<Fact> &facts, const QString &label, const QString &text, bool isCode = false)
{
    if (!text.isEmpty())
        facts.append({.label = label, .text = text, .isCode = isCode});
}

QString windowText(const QJsonObject &agreed, const QString &bits, const QString &forgets)
{
    return agreed[forgets].toBool()
        ? Texts::tr("window of %n bit(s), each message on its own", nullptr, agreed[bits].toInt())
        : Texts::tr("window of %n bit(s)", nullptr, agreed[bits].toInt());
}

/// The header as it came; checks have it.
QString extensions(const QJsonObject &detail)
{
    for (const QJsonValue &check : detail[u"checks"_s].toArray()) {
        if (check[u"rule"_s].toString() == u"Sec-WebSocket-Extensions")
            return check[u"found"_s].toString();
    }
    return {};
}

FactGroup outcome(const QJsonObject &detail)
{
    FactGroup group;
    const bool isAccepted = detail[u"accepted"_s].toBool();
    group.facts.append({.text = detail[u"text"_s].toString(), .mark = isAccepted ? Fact::Mark::Good : Fact::Mark::Bad});
    addText(group.facts, Texts::tr("Peer"), detail[u"peer"_s].toString());
    addText(group.facts, Texts::tr("Through"), detail[u"proxy"_s].toString());
    const QString none = isAccepted ? Texts::tr("none") : QString();
    const QString subprotocol = detail[u"subprotocol"_s].toString();
    addText(group.facts, Texts::tr("Subprotocol"), subprotocol.isEmpty() ? none : subprotocol);
    const QString agreed = extensions(detail);
    addText(group.facts, Texts::tr("Extensions"), agreed.isEmpty() ? none : agreed, !agreed.isEmpty());
    if (detail.contains(u"compression"_s)) {
        const QJsonObject compression = detail[u"compression"_s].toObject();
        addText(group.facts, Texts::tr("Compressed by the server"),
                windowText(compression, u"serverMaxWindowBits"_s, u"serverNoContextTakeover"_s));
        addText(group.facts, Texts::tr("Compressed by Sonde"),
                windowText(compression, u"clientMaxWindowBits"_s, u"clientNoContextTakeover"_s));
    }
    return group;
}

FactGroup redirects(const QJsonArray &redirects)
{
    FactGroup group{Texts::tr("Redirects followed"), {}};
    for (const QJsonValue &redirect : redirects) {
        QStringList note{u"Location: "_s + redirect[u"location"_s].toString()};
        if (const QStringList withheld = strings(redirect[u"withheld"_s]); !withheld.isEmpty())
            note << Texts::tr("not sent there, as it is another server: %1").arg(withheld.join(u", "_s));
        group.facts.append({.label = QString::number(redirect[u"status"_s].toInt()),
                            .text = redirect[u"from"_s].toString() + u" → "_s + redirect[u"to"_s].toString(),
                            .note = note.join(u"; "_s)});
    }
    return group;
}

FactGroup checks(const QJsonArray &checks)
{
    FactGroup group{Texts::tr("What makes it a WebSocket"), {}};
    for (const QJsonValue &check : checks) {
        const bool isMet = check[u"met"_s].toBool();
        const QString found = check[u"found"_s].toString();
        const QString section = check[u"section"_s].toString();
        group.facts.append({.label = check[u"rule"_s].toString(),
                            .text = found.isEmpty() ? Texts::tr("none") : found,
                            .note = isMet ? section : QString(check[u"error"_s].toString() + u' ' + section),
                            .mark = isMet ? Fact::Mark::Good : Fact::Mark::Bad,
                            .isCode = !found.isEmpty()});
    }
    return group;
}

FactGroup tlsOutcome(const QJsonObject &tls)
{
    FactGroup group{Texts::tr("TLS"), {}};
    addText(group.facts, Texts::tr("Version"), tls[u"version"_s].toString());
    addText(group.facts, Texts::tr("Cipher"), tls[u"cipher"_s].toString());
    for (const QString &error : strings(tls[u"errors"_s]))
        group.facts.append({.text = error, .mark = Fact::Mark::Bad});
    return group;
}

QString dateText(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODate).toLocalTime().toString(u"yyyy-MM-dd HH:mm");
}

FactGroup certificate(const QJsonObject &certificate, bool isServers)
{
    FactGroup group{isServers ? Texts::tr("The server's certificate") : Texts::tr("Its issuer's certificate"), {}};
    addText(group.facts, Texts::tr("Subject"), certificate[u"subject"_s].toString());
    addText(group.facts, Texts::tr("Issued by"), certificate[u"issuer"_s].toString());
    addText(group.facts, Texts::tr("Names"), strings(certificate[u"names"_s]).join(u", "_s));
    group.facts.append(
        {.label = Texts::tr("Valid"),
         .text = Texts::tr("from %1 until %2")
                     .arg(dateText(certificate[u"validFrom"_s]), dateText(certificate[u"validUntil"_s]))});
    const QByteArray sha256 = QByteArray::fromHex(certificate[u"sha256"_s].toString().toLatin1());
    if (!sha256.isEmpty())
        addText(group.facts, Texts::tr("SHA-256"), fingerprintText(sha256), true);
    return group;
}

} // namespace

QList<FactGroup> handshakeFacts(const QJsonObject &detail)
{
    QList<FactGroup> groups{outcome(detail)};
    if (detail.contains(u"redirects"_s))
        groups << redirects(detail[u"redirects"_s].toArray());
    if (detail.contains(u"checks"_s))
        groups << checks(detail[u"checks"_s].toArray());
    const QJsonObject tls = detail[u"tls"_s].toObject();
    if (!tls.isEmpty())
        groups << tlsOutcome(tls);
    const QJsonArray chain = tls[u"chain"_s].toArray();
    for (qsizetype i = 0; i < chain.size(); ++i)
        groups << certificate(chain[i].toObject(), i == 0);
    return groups;
}

QString markText(Fact::Mark mark)
{
    return mark == Fact::Mark::Good ? u"✓"_s : mark == Fact::Mark::Bad ? u"✕"_s : QString();
}

QString missingBlockText(const QJsonObject &detail, const QString &block)
{
    const bool isRequest = block == u"request";
    const QString phase = isRequest ? u"requestSent"_s : u"responseReceived"_s;
    const QJsonArray phases = detail[u"phases"_s].toArray();
    const bool happened =
        std::ranges::any_of(phases, [&](const QJsonValue &reached) { return reached[u"phase"_s].toString() == phase; });
    if (happened)
        return isRequest ? Texts::tr("This engine did not show the request.")
                         : Texts::tr("This engine did not show the response.");
    return isRequest ? Texts::tr("It did not come to a request.") : Texts::tr("No response came.");
}

} // namespace sonde
