// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/details.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::chrono::microseconds)

class tst_Details final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void attempt();
    void attemptHidesThePassword();
    void attemptWithPercentSigns();
    void handshake();
    void handshakeWithHiddenSecret();
    void handshakeAfterRedirects();
    void handshakeWithAllThatMayBe();
    void handshakeSentences_data();
    void handshakeSentences();
    void close();
    void closeSentences_data();
    void closeSentences();
    void failure();
    void failureWithStatus();
    void retry();
    void notice();
    void roundTrip();
    void namesOfTheFileFormat();
    void stepNames();
    void durations_data();
    void durations();
};

namespace {

QJsonObject object(const QByteArray &detail)
{
    return QJsonDocument::fromJson(detail).object();
}

Handshake answered(int status, const QString &reasonPhrase = {}, const QString &subprotocol = {})
{
    Handshake handshake;
    handshake.status = status;
    handshake.reasonPhrase = reasonPhrase;
    handshake.subprotocol = subprotocol;
    return handshake;
}

} // namespace

void tst_Details::attempt()
{
    QCOMPARE(object(attemptDetail(QUrl(u"ws://h/x"_s), 1)),
             QJsonObject({{u"text"_s, u"Connecting to ws://h/x"_s}, {u"url"_s, u"ws://h/x"_s}, {u"attempt"_s, 1}}));
    QCOMPARE(object(attemptDetail(QUrl(u"ws://h/x"_s), 3))[u"text"_s], u"Connecting to ws://h/x, attempt 3"_s);
}

void tst_Details::attemptHidesThePassword()
{
    QVERIFY(!attemptDetail(QUrl(u"ws://anna:secret@h/"_s), 1).contains("secret"));
}

void tst_Details::attemptWithPercentSigns()
{
    QCOMPARE(object(attemptDetail(QUrl(u"ws://h/a%2Fb?c=%25"_s), 7))[u"text"_s],
             u"Connecting to ws://h/a%2Fb?c=%25, attempt 7"_s);
}

void tst_Details::handshake()
{
    Handshake handshake = answered(101, u"Switching Protocols"_s, u"chat"_s);
    handshake.accepted = true;
    handshake.request = "GET / HTTP/1.1\r\n\r\n";
    handshake.response = "HTTP/1.1 101 Switching Protocols\r\nX: \xFC\r\n\r\n";
    handshake.peer = u"127.0.0.1:80"_s;
    handshake.phases = {{Phase::Resolved, 5us}, {Phase::Open, 1250us}};
    QCOMPARE(object(handshakeDetail(handshake)),
             QJsonObject({{u"text"_s, u"101 Switching Protocols, subprotocol chat, 1.25 ms"_s},
                          {u"accepted"_s, true},
                          {u"status"_s, 101},
                          {u"subprotocol"_s, u"chat"_s},
                          {u"peer"_s, u"127.0.0.1:80"_s},
                          {u"request"_s, u"GET / HTTP/1.1\r\n\r\n"_s},
                          {u"response"_s, u"HTTP/1.1 101 Switching Protocols\r\nX: ü\r\n\r\n"_s},
                          {u"phases"_s,
                           QJsonArray{QJsonObject{{u"phase"_s, u"resolved"_s}, {u"us"_s, 5}},
                                      QJsonObject{{u"phase"_s, u"open"_s}, {u"us"_s, 1250}}}}}));
}

void tst_Details::handshakeWithHiddenSecret()
{
    Handshake handshake = answered(101, u"Switching Protocols"_s, u"chat"_s);
    handshake.request = "GET / HTTP/1.1\r\nAuthorization: Bearer " + Mask::Bullets.toUtf8() + "\r\n\r\n";
    QCOMPARE(object(handshakeDetail(handshake))[u"request"_s].toString(),
             u"GET / HTTP/1.1\r\nAuthorization: Bearer ••••\r\n\r\n"_s);
}

void tst_Details::handshakeAfterRedirects()
{
    Handshake handshake = answered(101, u"Switching Protocols"_s);
    QVERIFY(!object(handshakeDetail(handshake)).contains(u"redirects"_s));
    handshake.redirects = {{u"ws://a/"_s, 302, u"/b"_s, u"ws://a/b"_s},
                           {u"ws://a/b"_s, 307, u"http://c"_s, u"ws://c/"_s, {u"Cookie"_s}}};
    const QJsonObject detail = object(handshakeDetail(handshake));
    QVERIFY2(detail[u"text"_s].toString().startsWith(u"101 Switching Protocols, after 2 redirect"_s),
             qPrintable(detail[u"text"_s].toString()));
    QCOMPARE(detail[u"redirects"_s].toArray()[1].toObject(),
             QJsonObject({{u"from"_s, u"ws://a/b"_s},
                          {u"status"_s, 307},
                          {u"location"_s, u"http://c"_s},
                          {u"to"_s, u"ws://c/"_s},
                          {u"withheld"_s, QJsonArray{u"Cookie"_s}}}));
}

void tst_Details::handshakeWithAllThatMayBe()
{
    const QDateTime from(QDate(2020, 1, 2), QTime(3, 4, 5), Qt::UTC);
    Handshake handshake = answered(403);
    handshake.body = "no <b>";
    handshake.tls = TlsFacts{
        u"TLSv1.3"_s, u"AES"_s, {{u"h"_s, u"CA"_s, {u"h"_s, u"*.h"_s}, from, from.addDays(1)}}, {u"expired"_s}};
    const QJsonObject detail = object(handshakeDetail(handshake));
    QCOMPARE(detail[u"accepted"_s], false);
    QCOMPARE(detail[u"body"_s], u"no <b>"_s);
    const QJsonObject tls = detail[u"tls"_s].toObject();
    QCOMPARE(tls[u"version"_s], u"TLSv1.3"_s);
    QCOMPARE(tls[u"cipher"_s], u"AES"_s);
    QCOMPARE(tls[u"errors"_s], QJsonArray{u"expired"_s});
    QCOMPARE(tls[u"chain"_s].toArray().first().toObject(),
             QJsonObject({{u"subject"_s, u"h"_s},
                          {u"issuer"_s, u"CA"_s},
                          {u"names"_s, QJsonArray({u"h"_s, u"*.h"_s})},
                          {u"validFrom"_s, u"2020-01-02T03:04:05Z"_s},
                          {u"validUntil"_s, u"2020-01-03T03:04:05Z"_s}}));
}

void tst_Details::handshakeSentences_data()
{
    QTest::addColumn<Handshake>("handshake");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no response") << Handshake{} << u"No response"_s;
    Handshake notHttp;
    notHttp.response = "220 mail";
    QTest::newRow("not HTTP") << notHttp << u"A response that is not HTTP"_s;
    Handshake brokenOff;
    brokenOff.phases = {{Phase::Resolved, 1us}, {Phase::TcpConnected, 2us}};
    QTest::newRow("before the request") << brokenOff << u"Broken off before the request"_s;
    QTest::newRow("refused") << answered(404, u"Not Found"_s) << u"404 Not Found"_s;
    QTest::newRow("no phrase") << answered(404) << u"404"_s;
    QTest::newRow("no phrase, but a subprotocol") << answered(101, {}, u"a"_s) << u"101, subprotocol a"_s;
}

void tst_Details::handshakeSentences()
{
    QFETCH(const Handshake, handshake);
    QFETCH(const QString, sentence);
    QCOMPARE(object(handshakeDetail(handshake))[u"text"_s], sentence);
}

void tst_Details::close()
{
    const Ending ending{
        .cause = Cause::ClosedByPeer, .sent = CloseFrame{1001, {}}, .received = CloseFrame{1001, u"restarting"_s}};
    QCOMPARE(
        object(closeDetail(ending)),
        QJsonObject({{u"text"_s, u"1001 Going Away \"restarting\", closed by the server"_s},
                     {u"code"_s, 1001},
                     {u"name"_s, u"Going Away"_s},
                     {u"reason"_s, u"restarting"_s},
                     {u"cause"_s, u"closedByPeer"_s},
                     {u"engineLimit"_s, false},
                     {u"sent"_s, QJsonObject{{u"code"_s, 1001}, {u"name"_s, u"Going Away"_s}, {u"reason"_s, u""_s}}},
                     {u"received"_s,
                      QJsonObject{{u"code"_s, 1001}, {u"name"_s, u"Going Away"_s}, {u"reason"_s, u"restarting"_s}}}}));
    const QJsonObject lost = object(closeDetail({.cause = Cause::ConnectionLost}));
    QCOMPARE(lost[u"code"_s], 1006);
    QVERIFY(!lost.contains(u"sent"_s));
    QVERIFY(!lost.contains(u"received"_s));
}

void tst_Details::closeSentences_data()
{
    QTest::addColumn<Ending>("ending");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const Ending &ending, const QString &sentence) {
        QTest::newRow(name) << ending << sentence;
    };
    row("with reason", {.cause = Cause::ClosedByPeer, .received = CloseFrame{1001, u"restarting"_s}},
        u"1001 Going Away \"restarting\", closed by the server"_s);
    row("no code", {.cause = Cause::ClosedByPeer, .received = CloseFrame{}},
        u"1005 No Status Received, closed by the server"_s);
    row("no name", {.cause = Cause::ClosedByPeer, .received = CloseFrame{4002, {}}}, u"4002, closed by the server"_s);
    row("by us", {.cause = Cause::ClosedByUs, .sent = CloseFrame{1000, u"x"_s}, .received = CloseFrame{1000, {}}},
        u"1000 Normal Closure, closed by you"_s);
    row("by us, unanswered", {.cause = Cause::ClosedByUs, .sent = CloseFrame{1000, {}}, .error = {u"No answer."_s}},
        u"1000 Normal Closure, closed by you. No answer."_s);
    row("by us, before anything was sent", {.cause = Cause::ClosedByUs}, u"Called off by you"_s);
    row("protocol", {.cause = Cause::ProtocolError, .sent = CloseFrame{1002, {}}},
        u"1002 Protocol Error, ended by Sonde"_s);
    row("engine", {.cause = Cause::ProtocolError, .engineLimit = true, .sent = CloseFrame{1007, {}}},
        u"1007 Invalid Frame Payload Data, ended by this engine's limit"_s);
    row("lost", {.cause = Cause::ConnectionLost, .error = {u"Gone."_s}},
        u"1006 Abnormal Closure, the connection was lost"_s);
}

void tst_Details::closeSentences()
{
    QFETCH(const Ending, ending);
    QFETCH(const QString, sentence);
    QCOMPARE(closeSentence(ending), sentence);
    QCOMPARE(object(closeDetail(ending))[u"text"_s], sentence);
}

void tst_Details::failure()
{
    const Failure failure{.error = {u"Nobody listens."_s, u"Start it."_s}, .step = Step::Connect};
    QCOMPARE(object(failureDetail(failure)),
             QJsonObject({{u"text"_s, u"TCP connection: Nobody listens."_s},
                          {u"hint"_s, u"Start it."_s},
                          {u"step"_s, u"connect"_s},
                          {u"engineLimit"_s, false}}));
}

void tst_Details::failureWithStatus()
{
    const QJsonObject detail =
        object(failureDetail({.error = {}, .step = Step::Handshake, .engineLimit = true, .httpStatus = 403}));
    QCOMPARE(detail[u"status"_s], 403);
    QCOMPARE(detail[u"engineLimit"_s], true);
    QCOMPARE(detail[u"step"_s], u"handshake"_s);
}

void tst_Details::retry()
{
    QCOMPARE(
        object(retryDetail(2040ms, 3)),
        QJsonObject({{u"text"_s, u"Next attempt in 2.0 s (attempt 3)"_s}, {u"waitMs"_s, 2040}, {u"attempt"_s, 3}}));
}

void tst_Details::notice()
{
    QCOMPARE(object(noticeDetail({u"What."_s, u"Hint."_s})),
             QJsonObject({{u"text"_s, u"What."_s}, {u"hint"_s, u"Hint."_s}}));
}

void tst_Details::roundTrip()
{
    QCOMPARE(object(roundTripDetail(1250us)),
             QJsonObject({{u"text"_s, u"round trip 1.25 ms"_s}, {u"roundTripUs"_s, 1250}}));
}

void tst_Details::namesOfTheFileFormat()
{
    QStringList phases;
    QStringList steps;
    QStringList causes;
    for (int i = 0; i <= int(Phase::Open); ++i) {
        Handshake handshake;
        handshake.phases = {{Phase(i), 0us}};
        phases << object(handshakeDetail(handshake))[u"phases"_s][0][u"phase"_s].toString();
    }
    for (int i = 0; i <= int(Step::Closing); ++i)
        steps << object(failureDetail({.error = {}, .step = Step(i)}))[u"step"_s].toString();
    for (int i = 0; i <= int(Cause::InvalidRequest); ++i)
        causes << object(closeDetail({.cause = Cause(i)}))[u"cause"_s].toString();
    QCOMPARE(phases, u"resolved tcpConnected tlsEncrypted requestSent responseReceived open"_s.split(u' '));
    QCOMPARE(steps, u"request token resolve connect proxy tls handshake open closing"_s.split(u' '));
    QCOMPARE(causes,
             u"closedByPeer closedByUs protocolError connectionLost refused timedOut unreachable tlsFailed "
             "proxyFailed invalidRequest"_s.split(u' '));
}

void tst_Details::stepNames()
{
    QSet<QString> names;
    for (int i = 0; i <= int(Step::Closing); ++i)
        names << stepName(Step(i));
    QCOMPARE(names.size(), int(Step::Closing) + 1);
    QVERIFY(!names.contains(QString()));
}

void tst_Details::durations_data()
{
    QTest::addColumn<std::chrono::microseconds>("duration");
    QTest::addColumn<QString>("text");
    QTest::newRow("0") << 0us << u"0 µs"_s;
    QTest::newRow("7 µs") << 7us << u"7 µs"_s;
    QTest::newRow("99 µs") << 99us << u"99 µs"_s;
    QTest::newRow("100 µs") << 100us << u"0.10 ms"_s;
    QTest::newRow("1 ms") << 1000us << u"1.00 ms"_s;
    QTest::newRow("1.25") << 1250us << u"1.25 ms"_s;
    QTest::newRow("12.5") << 12'540us << u"12.5 ms"_s;
    QTest::newRow("125") << 125'400us << u"125 ms"_s;
    QTest::newRow("1 s") << 1'000'000us << u"1.00 s"_s;
    QTest::newRow("75 s") << 75'250'000us << u"75.25 s"_s;
}

void tst_Details::durations()
{
    QFETCH(const std::chrono::microseconds, duration);
    QFETCH(const QString, text);
    QCOMPARE(durationText(duration), text);
}

QTEST_GUILESS_MAIN(tst_Details)
#include "tst_details.moc"
