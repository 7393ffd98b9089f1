// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_Profile final : public QObject
{
    Q_OBJECT

private slots:
    void defaultsAreLeftOut();
    void missingMembersGetDefaults();
    void comesBackAsItWas();
    void numbersAreBroughtIntoRange_data();
    void numbersAreBroughtIntoRange();
    void garbageGivesDefaults_data();
    void garbageGivesDefaults();
    void headers_data();
    void headers();
    void wrongHeaders_data();
    void wrongHeaders();
    void headersOfTheFirstSonde();
};

namespace {

QJsonObject throughText(const QJsonObject &object)
{
    return QJsonDocument::fromJson(QJsonDocument(object).toJson()).object();
}

Profile randomProfile(QRandomGenerator &random)
{
    static const QStringList words = {u""_s, u"chat.v1"_s, u"Grüße \"quoted\""_s, u"世界 😀"_s, u"a\\b\n\tc"_s, u"ж"_s};
    const auto word = [&] { return words[random.bounded(int(words.size()))]; };
    const auto yes = [&] { return random.bounded(2) == 1; };
    const auto ms = [&](qint64 low, qint64 high) {
        return std::chrono::milliseconds(low + qint64(random.generate64() % quint64(high - low + 1)));
    };
    Profile profile;
    profile.address = word();
    for (int n = random.bounded(3); n > 0; --n)
        profile.options.subprotocols << u"p%1"_s.arg(random.generate());
    for (QList<Field> *fields : {&profile.pathParameters, &profile.query, &profile.headers, &profile.cookies}) {
        for (int n = random.bounded(3); n > 0; --n)
            fields->append({word(), word(), yes()});
    }
    profile.origin = word();
    ConnectionOptions &options = profile.options;
    options.tls = {word(), yes(), {word(), word(), word()}, word(), TlsVersion(random.bounded(4)), word()};
    options.proxy = {ProxyKind(random.bounded(4)), word(), quint16(random.bounded(65536)), word(), word()};
    options.auth = {AuthKind(random.bounded(7)),
                    word(),
                    word(),
                    word(),
                    word(),
                    KeyPlace(random.bounded(2)),
                    word(),
                    word(),
                    word(),
                    word(),
                    word(),
                    word()};
    options.keepAlive = {ms(0, 86'400'000), ms(100, 86'400'000)};
    options.engine = Engine(random.bounded(2));
    options.offersCompression = yes();
    options.compression = {yes(), yes(), int(ms(8, 15).count()), int(ms(8, 15).count())};
    options.isLenient = yes();
    options.recordsFrames = yes();
    options.followsRedirects = yes();
    options.recordSecrets = yes();
    profile.options.handshakeTimeout = ms(100, 3'600'000);
    profile.options.closeTimeout = ms(100, 600'000);
    profile.options.maxIncomingMessage = ms(MinMessageLimit, MaxMessageLimit).count();
    profile.options.maxUnsent = ms(MinMessageLimit, MaxMessageLimit).count();
    profile.options.fragmentSize = ms(0, MaxMessageLimit).count();
    profile.reconnect.enabled = yes();
    profile.reconnect.afterRefusal = yes();
    profile.reconnect.afterNormalClose = yes();
    profile.reconnect.maxAttempts = int(ms(0, 1'000'000).count());
    profile.reconnect.initial = ms(0, 86'400'000);
    profile.reconnect.factor = 1 + random.bounded(9.0);
    profile.reconnect.cap = ms(0, 86'400'000);
    profile.reconnect.spread = random.bounded(1.0);
    for (int n = random.bounded(3); n > 0; --n) {
        profile.messages.append(
            {word(), MessageKind(random.bounded(5)), word(), word(), yes(), ms(0, 86'400'000), ms(0, 86'400'000)});
    }
    return profile;
}

} // namespace

void tst_Profile::defaultsAreLeftOut()
{
    QCOMPARE(toJson(Profile()), QJsonObject());
    Profile profile;
    profile.options.maxUnsent = 1 << 20;
    QCOMPARE(toJson(profile).keys(), QStringList{u"maxUnsent"_s});
}

void tst_Profile::missingMembersGetDefaults()
{
    QVERIFY(profileFromJson({}) == Profile());
    const Profile profile = profileFromJson({{u"address"_s, u"ws://h/"_s}, {u"unknown"_s, 1}});
    QCOMPARE(profile.address, u"ws://h/"_s);
    QVERIFY(profile.options == ConnectionOptions());
    QVERIFY(profile.reconnect == ReconnectOptions());
}

void tst_Profile::comesBackAsItWas()
{
    QRandomGenerator random(11);
    for (int i = 0; i < 500; ++i) {
        const Profile profile = randomProfile(random);
        const QJsonObject json = throughText(toJson(profile));
        QVERIFY2(!findMistake(json), QJsonDocument(json).toJson().constData());
        const Profile back = profileFromJson(json);
        QVERIFY2(back == profile, QJsonDocument(json).toJson().constData());
    }
}

void tst_Profile::numbersAreBroughtIntoRange_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("handshake") << u"handshakeTimeoutMs"_s << 100.0 << 3'600'000.0;
    QTest::newRow("close") << u"closeTimeoutMs"_s << 100.0 << 600'000.0;
    QTest::newRow("incoming") << u"maxIncomingMessage"_s << double(MinMessageLimit) << double(MaxMessageLimit);
    QTest::newRow("unsent") << u"maxUnsent"_s << double(MinMessageLimit) << double(MaxMessageLimit);
    QTest::newRow("attempts") << u"maxAttempts"_s << 0.0 << 1'000'000.0;
}

void tst_Profile::numbersAreBroughtIntoRange()
{
    QFETCH(const QString, key);
    QFETCH(const double, low);
    QFETCH(const double, high);
    // Read back from what is saved, which leaves out defaults; none of them is a bound but for maxAttempts.
    const auto taken = [&](const QJsonValue &value) {
        return toJson(profileFromJson({{key, value}}))[key].toDouble(0);
    };
    for (const double number : {low - 1, -1.0, -3e9, -1e300})
        QCOMPARE(taken(number), low);
    for (const double number : {high + 1, 3e9, 1e15, 1e19, 1e300})
        QCOMPARE(taken(number), high);
    QCOMPARE(taken(low), low);
    QCOMPARE(taken(high), high);
}

void tst_Profile::garbageGivesDefaults_data()
{
    QTest::addColumn<QJsonValue>("garbage");
    QTest::newRow("null") << QJsonValue(QJsonValue::Null);
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"a"_s, 1}});
    QTest::newRow("array") << QJsonValue(QJsonArray{1, QJsonValue::Null, true});
}

void tst_Profile::garbageGivesDefaults()
{
    QFETCH(const QJsonValue, garbage);
    QJsonObject object;
    for (const char *key : {"address", "subprotocols", "caFile", "ignoreTlsErrors", "handshakeTimeoutMs",
                            "closeTimeoutMs", "maxIncomingMessage", "maxUnsent", "reconnect", "reconnectAfterRefusal",
                            "reconnectAfterNormalClose", "maxAttempts", "pathParameters", "cookies", "origin"})
        object.insert(QLatin1String(key), garbage);
    const Profile profile = profileFromJson(object);
    QVERIFY2(profile == Profile(), QJsonDocument(toJson(profile)).toJson().constData());
}

void tst_Profile::headers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<Header>>("headers");
    QTest::newRow("none") << QString() << QList<Header>();
    QTest::newRow("empty lines") << u"\n \n\r\n"_s << QList<Header>();
    QTest::newRow("one") << u"X-A: 1"_s << QList<Header>{{"X-A", "1"}};
    QTest::newRow("blanks around") << u"  X-A :  1 2\t\r\n"_s << QList<Header>{{"X-A", "1 2"}};
    QTest::newRow("several") << u"X-A: 1\n\nX-B:2\nX-A: 3"_s << QList<Header>{{"X-A", "1"}, {"X-B", "2"}, {"X-A", "3"}};
    QTest::newRow("colons in the value") << u"Origin: http://h:80"_s << QList<Header>{{"Origin", "http://h:80"}};
    QTest::newRow("empty value") << u"X-A:"_s << QList<Header>{{"X-A", ""}};
    QTest::newRow("Russian") << u"X-A: ж"_s << QList<Header>{{"X-A", "ж"}};
}

void tst_Profile::headers()
{
    QFETCH(const QString, text);
    QFETCH(const QList<Header>, headers);
    const auto parsed = parseHeaders(text);
    QVERIFY(parsed);
    QCOMPARE(*parsed, headers);
}

void tst_Profile::wrongHeaders_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::newRow("no colon") << u"X-A"_s << 0;
    QTest::newRow("on the third line") << u"X-A: 1\nX-B: 2\nno colon\nX-C: 3"_s << 14;
    QTest::newRow("no name") << u"X-A: 1\n: 2"_s << 7;
    QTest::newRow("blanks for a name") << u"X-A: 1\n  : 2"_s << 7;
}

void tst_Profile::wrongHeaders()
{
    QFETCH(const QString, text);
    QFETCH(const int, position);
    const auto parsed = parseHeaders(text);
    QVERIFY(!parsed);
    QCOMPARE(int(parsed.error().position), position);
    QVERIFY(!parsed.error().hint.isEmpty());
}

void tst_Profile::headersOfTheFirstSonde()
{
    const Profile profile = profileFromJson({{u"headers"_s, u"X-A: 1\nX-B: ж"_s}});
    const QList<Field> headers = {{u"X-A"_s, u"1"_s}, {u"X-B"_s, u"ж"_s}};
    QCOMPARE(profile.headers, headers);
}

QTEST_GUILESS_MAIN(tst_Profile)
#include "tst_profile.moc"
