// SPDX-License-Identifier: GPL-3.0-or-later
// What a profile says arrives at python3-websockets as it was meant, as Python's own library reads it.
#include "profile/resolve.h"
#include "support/dialled.h"
#include "support/peerprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_ProfileDial final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void arrives();
    void refused_data();
    void refused();

private:
    /// One that /members takes, with a part of each kind behind a placeholder.
    [[nodiscard]] Profile member() const;
    [[nodiscard]] static Result<Resolved> resolved(const Profile &profile);

    PeerProcess m_peer{PeerProcess::Kind::Python};
};

void tst_ProfileDial::initTestCase()
{
    const Result<> started = m_peer.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().text()));
}

Profile tst_ProfileDial::member() const
{
    Profile profile;
    profile.address = m_peer.url({}).toString() + u"/members/:room/:room-2/{{tail}}?first=1"_s;
    profile.pathParameters = {{u"room"_s, u"a/b {{number}}"_s}, {u"room-2"_s, u"ж?#"_s}, {u"tail"_s, u"unused"_s}};
    profile.query = {{u"team"_s, u"blue & {{colour}}"_s},
                     {u"off"_s, u"1"_s, false},
                     {u"plus"_s, u"1+1=2"_s},
                     {u"empty"_s, {}},
                     {u"team"_s, u"second"_s}};
    profile.headers = {{u"X-Client"_s, u"{{client}}"_s}, {u"X-Off"_s, u"1"_s, false}};
    profile.cookies = {{u"session"_s, u"s-{{number}}"_s}, {u"other"_s, u"two"_s}, {u"off"_s, u"1"_s, false}};
    profile.origin = u"https://{{host}}"_s;
    profile.options.subprotocols = {u"chat.v1"_s, u"chat.{{version}}"_s};
    return profile;
}

Result<Resolved> tst_ProfileDial::resolved(const Profile &profile)
{
    Variables variables({{u"test"_s,
                          {{u"number"_s, u"1"_s},
                           {u"colour"_s, u"green"_s},
                           {u"client"_s, u"Sonde"_s},
                           {u"host"_s, u"app.example"_s},
                           {u"version"_s, u"v2"_s},
                           {u"tail"_s, u"end"_s}}}});
    return resolve(profile, [&variables](const QString &text) { return variables.expand(text); });
}

void tst_ProfileDial::arrives()
{
    const auto member = resolved(this->member());
    QVERIFY2(member, member ? "" : qPrintable(member.error().text()));
    Dialled dialled(member->address.url, member->options);
    QVERIFY2(dialled.hasMessages(1), dialled.handshakes.value(0).body.constData());
    const QJsonObject seen = QJsonDocument::fromJson(dialled.messages.first().payload).object();
    const auto strings = [](std::initializer_list<QString> texts) { return QJsonArray::fromStringList(texts); };
    // A slash in a path parameter is data: the server sees one segment. (It reads %2F after it has split.)
    QCOMPARE(seen[u"path"_s].toArray(), strings({u"members"_s, u"a/b 1"_s, u"ж?#"_s, u"end"_s}));
    QCOMPARE(seen[u"query"_s].toArray(),
             (QJsonArray{strings({u"first"_s, u"1"_s}), strings({u"team"_s, u"blue & green"_s}),
                         strings({u"plus"_s, u"1+1=2"_s}), strings({u"empty"_s, u""_s}),
                         strings({u"team"_s, u"second"_s})}));
    QCOMPARE(seen[u"cookies"_s].toObject(), (QJsonObject{{u"session"_s, u"s-1"_s}, {u"other"_s, u"two"_s}}));
    const QJsonObject headers = seen[u"headers"_s].toObject();
    QCOMPARE(headers[u"x-client"_s].toString(), u"Sonde"_s);
    QVERIFY(!headers.contains(u"x-off"_s));
    QCOMPARE(headers[u"origin"_s].toString(), u"https://app.example"_s);
    QCOMPARE(headers[u"sec-websocket-protocol"_s].toString(), u"chat.v1, chat.v2"_s);
    QCOMPARE(seen[u"subprotocol"_s].toString(), u"chat.v2"_s);
    QCOMPARE(dialled.handshakes.first().subprotocol, u"chat.v2"_s);
}

void tst_ProfileDial::refused_data()
{
    using Change = void (*)(Profile &);
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, Change change, const QByteArray &reason) {
        QTest::newRow(name) << change << reason;
    };
    row(
        "query switched off", [](Profile &p) { p.query.first().isEnabled = false; }, "The query names no team.");
    row(
        "another cookie", [](Profile &p) { p.cookies.first().value = u"s-2"_s; },
        "The cookie of the session is missing.");
    row(
        "no header", [](Profile &p) { p.headers.clear(); }, "The header X-Client is missing.");
    row(
        "another origin", [](Profile &p) { p.origin = u"https://evil.example"_s; }, "This origin is not welcome.");
    row(
        "no origin", [](Profile &p) { p.origin.clear(); }, "This origin is not welcome.");
    row(
        "another subprotocol", [](Profile &p) { p.options.subprotocols = {u"chat.v1"_s}; },
        "Only chat.v2 is spoken here.");
}

void tst_ProfileDial::refused()
{
    using Change = void (*)(Profile &);
    QFETCH(const Change, change);
    QFETCH(const QByteArray, reason);
    Profile profile = member();
    change(profile);
    const auto outsider = resolved(profile);
    QVERIFY2(outsider, outsider ? "" : qPrintable(outsider.error().text()));
    Dialled dialled(outsider->address.url, outsider->options);
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QCOMPARE(ending.httpStatus, 403);
    QVERIFY(dialled.openings == 0);
    QCOMPARE(dialled.handshakes.first().body.trimmed(), reason);
}

QTEST_GUILESS_MAIN(tst_ProfileDial)
#include "tst_profiledial.moc"
