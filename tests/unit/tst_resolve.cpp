// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/resolve.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Resolve final : public QObject
{
    Q_OBJECT

private slots:
    void addresses_data();
    void addresses();
    void headersAreOneList();
    void allTextsAreFilledIn();
    void secretsAreCollected();
    void mistakes_data();
    void mistakes();
};

namespace {

/// Knows a, host and all secrets.
Result<Expansion> expandForTest(const QString &text)
{
    VariableSources sources;
    sources.secret = [](const QString &name) { return std::optional<QString>(u"secret-"_s + name); };
    Variables variables({{u"test"_s, {{u"a"_s, u"1 2"_s}, {u"host"_s, u"example.org"_s}}}}, sources);
    return variables.expand(text);
}

Profile profileWith(const QString &address)
{
    Profile profile;
    profile.address = address;
    return profile;
}

} // namespace

void tst_Resolve::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QList<Field>>("path");
    QTest::addColumn<QList<Field>>("query");
    QTest::addColumn<QByteArray>("url");
    const QList<Field> none;
    QTest::newRow("plain") << u"ws://h/p"_s << none << none << QByteArray("ws://h/p");
    QTest::newRow("placeholder") << u"wss://{{host}}/x"_s << none << none << QByteArray("wss://example.org/x");
    QTest::newRow("path parameter") << u"ws://h/rooms/:id/x"_s << QList<Field>{{u"id"_s, u"a/{{a}}"_s}} << none
                                    << QByteArray("ws://h/rooms/a%2F1%202/x");
    QTest::newRow("path parameter, off") << u"ws://h/:id"_s << QList<Field>{{u"id"_s, u"x"_s, false}} << none
                                         << QByteArray("ws://h/:id");
    QTest::newRow("only whole segments") << u"ws://h/a:id"_s << QList<Field>{{u"id"_s, u"x"_s}} << none
                                         << QByteArray("ws://h/a:id");
    QTest::newRow("query") << u"ws://h/"_s << none << QList<Field>{{u"q"_s, u"a&b=c"_s}, {u"off"_s, u"1"_s, false}}
                           << QByteArray("ws://h/?q=a%26b%3Dc");
    QTest::newRow("behind a query") << u"ws://h/?x=%20"_s << none << QList<Field>{{u"{{a}}"_s, u""_s}}
                                    << QByteArray("ws://h/?x=%20&1%202=");
}

void tst_Resolve::addresses()
{
    QFETCH(const QString, address);
    QFETCH(const QList<Field>, path);
    QFETCH(const QList<Field>, query);
    QFETCH(const QByteArray, url);
    Profile profile = profileWith(address);
    profile.pathParameters = path;
    profile.query = query;
    const auto resolved = resolve(profile, expandForTest);
    QVERIFY2(resolved, resolved ? "" : qPrintable(resolved.error().text()));
    QCOMPARE(resolved->address.url.toEncoded(), url);
}

void tst_Resolve::headersAreOneList()
{
    Profile profile = profileWith(u"ws://h/"_s);
    profile.headers = {{u"X-A"_s, u"{{a}}"_s}, {u"X-Off"_s, u"1"_s, false}, {u"X-Ж"_s, u"ж"_s}};
    profile.cookies = {{u"a"_s, u"1"_s}, {u"b"_s, u"x=y"_s}};
    profile.origin = u"https://{{host}}"_s;
    const auto resolved = resolve(profile, expandForTest);
    QVERIFY(resolved);
    const QList<Header> expected = {
        {"X-A", "1 2"}, {"X-Ж", "ж"}, {"Cookie", "a=1; b=x=y"}, {"Origin", "https://example.org"}};
    QCOMPARE(resolved->options.headers, expected);
}

void tst_Resolve::allTextsAreFilledIn()
{
    Profile profile = profileWith(u"ws://h/"_s);
    profile.options.subprotocols = {u"{{host}}"_s};
    profile.options.tls.serverName = u"{{host}}"_s;
    profile.options.proxy.host = u"{{host}}"_s;
    profile.options.auth.token = u"{{host}}"_s;
    const auto resolved = resolve(profile, expandForTest);
    QVERIFY(resolved);
    QCOMPARE(resolved->options.subprotocols, QStringList{u"example.org"_s});
    QCOMPARE(resolved->options.tls.serverName, u"example.org"_s);
    QCOMPARE(resolved->options.proxy.host, u"example.org"_s);
    QCOMPARE(resolved->options.auth.token, u"example.org"_s);
}

void tst_Resolve::secretsAreCollected()
{
    Profile profile = profileWith(u"ws://h/?k={{secret:one}}"_s);
    profile.headers = {{u"X-A"_s, u"{{secret:two}}"_s}};
    profile.options.auth.password = u"{{secret:three}}"_s;
    const auto resolved = resolve(profile, expandForTest);
    QVERIFY(resolved);
    for (const char *secret : {"secret-one", "secret-two", "secret-three"})
        QVERIFY2(resolved->options.secrets.contains(secret), secret);
}

void tst_Resolve::mistakes_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<QString>("named");
    QTest::addColumn<int>("position");
    QTest::newRow("no value") << profileWith(u"ws://{{nobody}}/"_s) << u"{{nobody}}"_s << 5;
    QTest::newRow("wrong as typed") << profileWith(u"ws://h/#x"_s) << u"#"_s << 7;
    QTest::newRow("wrong when filled in") << profileWith(u"ws://{{a}}/"_s) << u"space"_s << -1;
    Profile header = profileWith(u"ws://h/"_s);
    header.headers = {{u"X-A"_s, u"{{nobody}}"_s}};
    QTest::newRow("in a header") << header << u"{{nobody}}"_s << -1;
    Profile cookie = profileWith(u"ws://h/"_s);
    cookie.cookies = {{u"a=b"_s, u"1"_s}};
    QTest::newRow("cookie") << cookie << u"a=b"_s << -1;
}

void tst_Resolve::mistakes()
{
    QFETCH(const Profile, profile);
    QFETCH(const QString, named);
    QFETCH(const int, position);
    const auto resolved = resolve(profile, expandForTest);
    QVERIFY(!resolved);
    QVERIFY2(resolved.error().text().contains(named), qPrintable(resolved.error().text()));
    QCOMPARE(int(resolved.error().position), position);
}

QTEST_GUILESS_MAIN(tst_Resolve)
#include "tst_resolve.moc"
