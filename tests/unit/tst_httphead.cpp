// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/httphead.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_HttpHead final : public QObject
{
    Q_OBJECT

private slots:
    void readsAResponse();
    void readsWhatThereIs();
    void neverReadsBeyondTheEnd();
    void status_data();
    void status();
    void joinsFieldsOfTheSameName();
    void finds_data();
    void finds();
    void tokens_data();
    void tokens();
    void answersTheKeyOfTheRfc();
};

void tst_HttpHead::readsAResponse()
{
    const QByteArray bytes = "HTTP/1.1 101 Switching Protocols\r\nUpgrade:  websocket \r\nX-Empty:\r\nX-Colon: a:b\r\n"
                             "no field\r\n: no name\r\n\r\nbody: of the response\r\n\r\n";
    const HttpHead head = parseHttpHead(bytes);
    QCOMPARE(head.startLine, "HTTP/1.1 101 Switching Protocols");
    QCOMPARE(head.status(), 101);
    QCOMPARE(head.reasonPhrase(), u"Switching Protocols"_s);
    QCOMPARE(head.headers, QList<Header>({{"Upgrade", "websocket"}, {"X-Empty", ""}, {"X-Colon", "a:b"}}));
    QCOMPARE(bytes.mid(head.size), "body: of the response\r\n\r\n");
}

void tst_HttpHead::readsWhatThereIs()
{
    const HttpHead head = parseHttpHead("HTTP/1.1 200 OK\r\nX-One: 1\r\nX-Tw");
    QCOMPARE(head.size, 0);
    QCOMPARE(head.status(), 200);
    QCOMPARE(head.value("X-One"), "1");
    QCOMPARE(head.headers.size(), 1);
    const HttpHead empty = parseHttpHead({});
    QCOMPARE(empty.size, 0);
    QCOMPARE(empty.status(), 0);
    QVERIFY(empty.headers.isEmpty());
}

void tst_HttpHead::neverReadsBeyondTheEnd()
{
    const QByteArray bytes = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
    for (qsizetype size = 0; size <= bytes.size(); ++size) {
        const QByteArray cut(bytes.constData(), size); // a buffer of its own, for the address sanitizer
        QCOMPARE(parseHttpHead(cut).size, size == bytes.size() ? size : 0);
    }
}

void tst_HttpHead::status_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("phrase");
    QTest::newRow("usual") << QByteArray("HTTP/1.1 404 Not Found") << 404 << u"Not Found"_s;
    QTest::newRow("no phrase") << QByteArray("HTTP/1.1 404 ") << 404 << QString();
    QTest::newRow("no phrase, no space") << QByteArray("HTTP/1.1 404") << 404 << QString();
    QTest::newRow("1.0") << QByteArray("HTTP/1.0 200 OK") << 200 << u"OK"_s;
    QTest::newRow("no status") << QByteArray("HTTP/1.1") << 0 << QString();
    QTest::newRow("words") << QByteArray("HTTP/1.1 abc def") << 0 << u"def"_s;
    QTest::newRow("negative") << QByteArray("HTTP/1.1 -12 OK") << 0 << u"OK"_s;
    QTest::newRow("too low") << QByteArray("HTTP/1.1 42 OK") << 0 << u"OK"_s;
    QTest::newRow("too many digits") << QByteArray("HTTP/1.1 1010 OK") << 0 << u"OK"_s;
    QTest::newRow("not HTTP") << QByteArray("220 mail ready") << 0 << u"ready"_s;
    QTest::newRow("a request") << QByteArray("GET / HTTP/1.1") << 0 << u"HTTP/1.1"_s;
}

void tst_HttpHead::status()
{
    QFETCH(const QByteArray, line);
    QFETCH(const int, status);
    QFETCH(const QString, phrase);
    const HttpHead head = parseHttpHead(QByteArray(line + "\r\n\r\n"));
    QCOMPARE(head.status(), status);
    QCOMPARE(head.reasonPhrase(), phrase);
}

void tst_HttpHead::joinsFieldsOfTheSameName()
{
    const HttpHead head = parseHttpHead("HTTP/1.1 200 OK\r\nVia: a\r\nX: y\r\nvia: b, c\r\n\r\n");
    QCOMPARE(head.value("VIA"), "a, b, c");
    QCOMPARE(head.value("none"), "");
}

void tst_HttpHead::finds_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("found");
    QTest::newRow("alone") << QByteArray("Upgrade") << true;
    QTest::newRow("letter case") << QByteArray("uPGRADE") << true;
    QTest::newRow("in a list") << QByteArray("keep-alive, Upgrade") << true;
    QTest::newRow("with a tab") << QByteArray("keep-alive,\tupgrade ,x") << true;
    QTest::newRow("part of a word") << QByteArray("upgrades") << false;
    QTest::newRow("in a sentence") << QByteArray("please upgrade") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void tst_HttpHead::finds()
{
    QFETCH(const QByteArray, value);
    QFETCH(const bool, found);
    const HttpHead head = parseHttpHead(QByteArray("HTTP/1.1 200 OK\r\nConnection: " + value + "\r\n\r\n"));
    QCOMPARE(head.hasToken("connection", "upgrade"), found);
}

void tst_HttpHead::tokens_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    for (const char *token : {"a", "X-One", "chat.v2", "!#$%&'*+-.^_`|~", "0"})
        QTest::newRow(token) << QByteArray(token) << true;
    for (const char *other :
         {"", "a b", "a:", "a,b", "a\"", "(a)", "a/b", "a@b", "[a]", "{a}", "a\t", "\x7f", "\xC3\xBC"})
        QTest::newRow(other) << QByteArray(other) << false;
    QTest::newRow("NUL") << QByteArray("a\0", 2) << false;
}

void tst_HttpHead::tokens()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, expected);
    QCOMPARE(isToken(text), expected);
}

void tst_HttpHead::answersTheKeyOfTheRfc()
{
    // RFC 6455 section 1.3
    QCOMPARE(acceptKey("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

QTEST_GUILESS_MAIN(tst_HttpHead)
#include "tst_httphead.moc"
