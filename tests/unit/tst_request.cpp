// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/request.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Request final : public QObject
{
    Q_OBJECT

private slots:
    void headers_data();
    void headers();
    void subprotocols_data();
    void subprotocols();
    void theFirstMistakeIsNamed();
    void fields_data();
    void fields();
};

namespace {

Request requestWith(const QList<Header> &headers, const QString &url = u"ws://h/"_s)
{
    Request request{QUrl(url), {}};
    request.options.headers = headers;
    return request;
}

QByteArray basic(const QByteArray &credentials)
{
    return "Basic " + credentials.toBase64();
}

} // namespace

void tst_Request::headers_data()
{
    QTest::addColumn<Header>("header");
    QTest::addColumn<bool>("ok");
    QTest::newRow("usual") << Header{"Authorization", "Bearer x"} << true;
    QTest::newRow("Origin") << Header{"Origin", "https://example.org"} << true;
    QTest::newRow("User-Agent") << Header{"User-Agent", "Sonde"} << true;
    QTest::newRow("empty value") << Header{"X-Empty", ""} << true;
    QTest::newRow("tab in the value") << Header{"X-A", "a\tb"} << true;
    QTest::newRow("UTF-8 in the value") << Header{"X-A", "ж"} << true;
    QTest::newRow("begins like one of the handshake's") << Header{"Hostess", "x"} << true;
    QTest::newRow("empty name") << Header{"", "x"} << false;
    QTest::newRow("space in the name") << Header{"X A", "x"} << false;
    QTest::newRow("colon in the name") << Header{"X:", "x"} << false;
    QTest::newRow("line break in the name") << Header{"X\r\nY", "x"} << false;
    QTest::newRow("UTF-8 in the name") << Header{"ж", "x"} << false;
    QTest::newRow("CRLF") << Header{"X-A", "1\r\nX-Forged: 1"} << false;
    QTest::newRow("CR") << Header{"X-A", "1\r2"} << false;
    QTest::newRow("LF") << Header{"X-A", "\n"} << false;
    QTest::newRow("NUL") << Header{"X-A", QByteArray("1\0", 2)} << false;
    for (const char *name : {"Host", "connection", "UPGRADE", "Sec-WebSocket-Key", "sec-websocket-version",
                             "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Sec-WebSocket-Accept"})
        QTest::newRow(name) << Header{name, "x"} << false;
}

void tst_Request::headers()
{
    QFETCH(const Header, header);
    QFETCH(const bool, ok);
    const Result<> checked = checkRequest(requestWith({{"X-First", "1"}, header}));
    QCOMPARE(checked.has_value(), ok);
    if (!ok) {
        QVERIFY2(checked.error().what.contains(QString::fromUtf8(header.name)), qPrintable(checked.error().text()));
        QVERIFY(!checked.error().hint.isEmpty());
    }
}

void tst_Request::subprotocols_data()
{
    QTest::addColumn<QStringList>("subprotocols");
    QTest::addColumn<QString>("named"); // empty where all is well
    QTest::newRow("none") << QStringList() << QString();
    QTest::newRow("two") << QStringList{u"chat.v1"_s, u"chat.v2"_s} << QString();
    QTest::newRow("letter case counts") << QStringList{u"chat"_s, u"Chat"_s} << QString();
    QTest::newRow("twice") << QStringList{u"a"_s, u"chat"_s, u"chat"_s} << u"\"chat\" is listed twice"_s;
    QTest::newRow("empty") << QStringList{QString()} << u"not a valid subprotocol"_s;
    QTest::newRow("space") << QStringList{u"a b"_s} << u"\"a b\""_s;
    QTest::newRow("comma") << QStringList{u"a,b"_s} << u"\"a,b\""_s;
    QTest::newRow("line break") << QStringList{u"a\r\nX: y"_s} << u"not a valid subprotocol"_s;
    QTest::newRow("not ASCII") << QStringList{u"чат"_s} << u"\"чат\""_s;
}

void tst_Request::subprotocols()
{
    QFETCH(const QStringList, subprotocols);
    QFETCH(const QString, named);
    Request request = requestWith({});
    request.options.subprotocols = subprotocols;
    const Result<> checked = checkRequest(request);
    QCOMPARE(checked.has_value(), named.isEmpty());
    if (!checked)
        QVERIFY2(checked.error().what.contains(named), qPrintable(checked.error().text()));
}

void tst_Request::theFirstMistakeIsNamed()
{
    const Result<> checked = checkRequest(requestWith({{"X-Good", "1"}, {"X Bad", "1"}, {"Host", "x"}}));
    QVERIFY(!checked);
    QVERIFY(checked.error().what.contains(u"X Bad"));
}

void tst_Request::fields_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QList<Header>>("headers");
    QTest::addColumn<QList<Header>>("fields");
    const QString plain = u"ws://h/"_s;
    QTest::newRow("none") << plain << QList<Header>() << QList<Header>();
    QTest::newRow("order is kept") << plain << QList<Header>{{"B", "1"}, {"A", "2"}}
                                   << QList<Header>{{"B", "1"}, {"A", "2"}};
    QTest::newRow("same name") << plain << QList<Header>{{"X-A", "1"}, {"B", "2"}, {"x-a", "3"}, {"X-A", "4"}}
                               << QList<Header>{{"X-A", "1, 3, 4"}, {"B", "2"}};
    QTest::newRow("cookies") << plain << QList<Header>{{"Cookie", "a=1"}, {"cookie", "b=2"}}
                             << QList<Header>{{"Cookie", "a=1; b=2"}};
    QTest::newRow("credentials") << u"ws://anna:p%40s%3As@h/"_s << QList<Header>{{"A", "1"}}
                                 << QList<Header>{{"A", "1"}, {"Authorization", basic("anna:p@s:s")}};
    QTest::newRow("user alone") << u"ws://anna@h/"_s << QList<Header>()
                                << QList<Header>{{"Authorization", basic("anna:")}};
    QTest::newRow("not ASCII") << u"ws://анна:ж@h/"_s << QList<Header>()
                               << QList<Header>{{"Authorization", basic("анна:ж")}};
    QTest::newRow("own Authorization wins") << u"ws://anna:x@h/"_s << QList<Header>{{"authorization", "Bearer y"}}
                                            << QList<Header>{{"authorization", "Bearer y"}};
}

void tst_Request::fields()
{
    QFETCH(const QString, url);
    QFETCH(const QList<Header>, headers);
    QFETCH(const QList<Header>, fields);
    QCOMPARE(fieldsToSend(requestWith(headers, url)), fields);
}

QTEST_GUILESS_MAIN(tst_Request)
#include "tst_request.moc"
