// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/address.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Address final : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void suggestionIsBetterThanTheInput_data();
    void suggestionIsBetterThanTheInput();
    void leadingBlanksMoveThePosition_data();
    void leadingBlanksMoveThePosition();
    void takesVeryLongInput();
    void holdsItsPromisesForAnyInput();
    void displayHidesThePassword();
};

namespace {

const QString Assumed = u"%1:// was assumed."_s;
const QString Credentials = u"The user name and password go out in an Authorization header."_s;

QString encoded(const QUrl &url)
{
    return url.toString(QUrl::FullyEncoded);
}

} // namespace

void tst_Address::accepts_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("note");
    const QString ws = Assumed.arg(u"ws");
    const QString wss = Assumed.arg(u"wss");
    const auto row = [](const char *name, const QString &input, const QString &url, const QString &note = {}) {
        QTest::newRow(name) << input << url << note;
    };
    row("Unix socket", u"ws+unix:/run/s.sock:/echo?x=1"_s, u"ws+unix:/run/s.sock:/echo?x=1"_s);
    row("Unix socket alone", u"ws+unix:/run/s.sock"_s, u"ws+unix:/run/s.sock:/"_s);
    row("Unix socket with slashes", u"WS+UNIX:///run/a:b.sock:/"_s, u"ws+unix:/run/a:b.sock:/"_s);
    row("as it stands", u"ws://example.org/path"_s, u"ws://example.org/path"_s);
    row("wss", u"wss://example.org/"_s, u"wss://example.org/"_s);
    row("path is added", u"ws://example.org"_s, u"ws://example.org/"_s);
    row("query only", u"ws://example.org?x=1"_s, u"ws://example.org/?x=1"_s);
    row("empty query", u"ws://example.org/?"_s, u"ws://example.org/?"_s);
    row("upper-case scheme and host", u"WS://EXAMPLE.org/Path"_s, u"ws://example.org/Path"_s);
    row("blanks around it", u"  \t ws://example.org/\n "_s, u"ws://example.org/"_s);
    row("port", u"ws://127.0.0.1:9001/echo"_s, u"ws://127.0.0.1:9001/echo"_s);
    row("lowest port", u"ws://h:1/"_s, u"ws://h:1/"_s);
    row("highest port", u"ws://h:65535/"_s, u"ws://h:65535/"_s);
    row("default port stays", u"ws://h:80/"_s, u"ws://h:80/"_s);
    row("IPv6", u"ws://[::1]:9/x"_s, u"ws://[::1]:9/x"_s);
    row("IPv6 without port", u"wss://[2001:db8::1]"_s, u"wss://[2001:db8::1]/"_s);
    row("path with blanks as %20", u"ws://h/a%20b"_s, u"ws://h/a%20b"_s);
    row("path in Russian", u"ws://h/путь"_s, u"ws://h/%D0%BF%D1%83%D1%82%D1%8C"_s);
    row("path with an encoded slash", u"ws://h/a%2Fb"_s, u"ws://h/a%2Fb"_s);
    row("path with an encoded hash", u"ws://h/a%23b"_s, u"ws://h/a%23b"_s);
    row("path with a colon and an at sign", u"ws://h/a:b@c"_s, u"ws://h/a:b@c"_s);
    row("query with a colon, slashes and a question mark", u"ws://h/?to=ws://x:1/?"_s, u"ws://h/?to=ws://x:1/?"_s);

    row("localhost", u"localhost"_s, u"ws://localhost/"_s, ws);
    row("localhost with port and path", u"localhost:8080/chat?room=1"_s, u"ws://localhost:8080/chat?room=1"_s, ws);
    row("LOCALHOST", u"LOCALHOST"_s, u"ws://localhost/"_s, ws);
    row("name below localhost", u"foo.localhost"_s, u"ws://foo.localhost/"_s, ws);
    row("127.0.0.1", u"127.0.0.1:80"_s, u"ws://127.0.0.1:80/"_s, ws);
    row("127.1.2.3", u"127.1.2.3"_s, u"ws://127.1.2.3/"_s, ws);
    row("::1", u"[::1]:9"_s, u"ws://[::1]:9/"_s, ws);
    row("no scheme elsewhere", u"example.org"_s, u"wss://example.org/"_s, wss);
    row("no scheme, with query", u"example.org?x"_s, u"wss://example.org/?x"_s, wss);
    row("only looks like localhost", u"localhost.example.org"_s, u"wss://localhost.example.org/"_s, wss);
    row("ends like localhost", u"notlocalhost"_s, u"wss://notlocalhost/"_s, wss);
    row("private network", u"192.168.0.1:80"_s, u"wss://192.168.0.1:80/"_s, wss);
    row("host called ws", u"ws:9001/x"_s, u"wss://ws:9001/x"_s, wss);

    row("credentials", u"ws://anna:secret@h/"_s, u"ws://anna:secret@h/"_s, Credentials);
    row("user without password", u"ws://anna@h/"_s, u"ws://anna@h/"_s, Credentials);
    row("credentials without scheme", u"anna:secret@localhost:1"_s, u"ws://anna:secret@localhost:1/"_s,
        ws + u' ' + Credentials);
    row("host in Russian", u"ws://пример.рф/"_s, u"ws://xn--e1afmkfd.xn--p1ai/"_s);
    row("host in Russian, no scheme", u"пример.рф"_s, u"wss://xn--e1afmkfd.xn--p1ai/"_s, wss);
}

void tst_Address::accepts()
{
    QFETCH(const QString, input);
    QFETCH(const QString, url);
    QFETCH(const QString, note);
    const Result<Address> address = parseAddress(input);
    QVERIFY2(address, qPrintable(address ? QString() : address.error().text()));
    QCOMPARE(encoded(address->url), url);
    QCOMPARE(address->note, note);
}

void tst_Address::refuses_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("suggestion");
    QTest::addColumn<QString>("named"); // what the sentence says
    const auto row = [](const char *name, const QString &input, int position, const QString &named,
                        const QString &suggestion = {}) {
        QTest::newRow(name) << input << position << suggestion << named;
    };
    row("Unix socket without a path", u"ws+unix:"_s, 8, u"path of a Unix socket"_s);
    row("Unix socket, relative", u"ws+unix:s.sock:/"_s, 8, u"path of a Unix socket"_s);
    row("Unix socket with a host", u"ws+unix://run/s.sock"_s, 8, u"path of a Unix socket"_s);
    row("Unix socket with a space", u"ws+unix:/a b.sock"_s, 10, u"space"_s);
    row("empty", u""_s, 0, u"empty"_s);
    row("blanks", u" \t\n"_s, 0, u"empty"_s);
    row("no host", u"ws://"_s, 5, u"no host"_s);
    row("no host but a path", u"ws:///path"_s, 5, u"no host"_s);
    row("no host but a port", u"ws://:80/"_s, 5, u"no host"_s);
    row("no host but credentials", u"ws://anna@/"_s, 10, u"no host"_s);
    row("path alone", u"/path"_s, 0, u"no host"_s);
    row("query alone", u"?x=1"_s, 0, u"no host"_s);

    row("http", u"http://h/x"_s, 0, u"web address"_s, u"ws://h/x"_s);
    row("HTTPS", u"HTTPS://h:1/x?y"_s, 0, u"web address"_s, u"wss://h:1/x?y"_s);
    row("ftp", u"ftp://h/"_s, 0, u"ftp://"_s);
    row("file", u"file:///etc/hosts"_s, 0, u"file://"_s);
    row("one letter off", u"wws://h/"_s, 0, u"wws://"_s);
    row("no slashes", u"ws:host"_s, 2, u"slashes"_s, u"ws://host"_s);
    row("one slash", u"WSS:/host/x"_s, 3, u"slashes"_s, u"wss://host/x"_s);
    row("no slashes before digits", u"ws:127.0.0.1:80/x"_s, 2, u"slashes"_s, u"ws://127.0.0.1:80/x"_s);
    row("one slash before digits", u"ws:/127.0.0.1:80"_s, 2, u"slashes"_s, u"ws://127.0.0.1:80"_s);

    row("space in the path", u"ws://h/a b"_s, 8, u"space"_s);
    row("space in the host", u"ws://h x/"_s, 6, u"space"_s);
    row("tab", u"ws://h/a\tb"_s, 8, u"control character"_s);
    row("newline", u"ws://h/a\nb"_s, 8, u"control character"_s);
    row("NUL", u"ws://h/a"_s + QChar(0) + u'b', 8, u"control character"_s);
    row("DEL", u"ws://h/a\x7f"_s, 8, u"control character"_s);

    row("port 0", u"ws://h:0/"_s, 7, u"\"0\""_s);
    row("port 65536", u"ws://h:65536/"_s, 7, u"\"65536\""_s);
    row("port 70000", u"ws://h:70000"_s, 7, u"\"70000\""_s);
    row("port too long for a number", u"ws://h:99999999999999999999"_s, 7, u"is not a number"_s);
    row("port abc", u"ws://h:abc/"_s, 7, u"\"abc\""_s);
    row("port -1", u"ws://h:-1/"_s, 7, u"\"-1\""_s);
    row("port +80", u"ws://h:+80/"_s, 7, u"\"+80\""_s);
    row("port 8O", u"ws://h:8O/"_s, 7, u"\"8O\""_s);
    row("empty port", u"ws://h:/"_s, 7, u"\"\""_s);
    row("empty port without scheme", u"h:"_s, 2, u"\"\""_s);
    row("port of an IPv6 address", u"ws://[::1]:x/"_s, 11, u"\"x\""_s);
    row("port behind credentials", u"ws://a:b@h:x/"_s, 11, u"\"x\""_s);

    row("IPv6 without brackets", u"::1"_s, 0, u"brackets"_s, u"[::1]"_s);
    row("IPv6 without brackets, with scheme", u"ws://2001:db8::1/x"_s, 5, u"brackets"_s, u"ws://[2001:db8::1]/x"_s);
    row("IPv6 without brackets, behind credentials", u"ws://a@::1"_s, 7, u"brackets"_s, u"ws://a@[::1]"_s);
    row("two ports", u"ws://host:80:90/"_s, 5, u"not a valid host"_s);
    row("bracket not closed", u"ws://[::1/x"_s, 5, u"bracket"_s);
    row("bracket never opened", u"ws://::1]/x"_s, 7, u"\"1]\""_s);
    row("brackets around nothing", u"ws://[]/"_s, 5, u"not a valid host"_s);
    row("text behind the bracket", u"ws://[::1]x/"_s, 5, u"not a valid host"_s);
    row("not an IPv6 address", u"ws://[::zz]/"_s, 5, u"not a valid host"_s);

    row("fragment", u"ws://h/x#top"_s, 8, u"fragment"_s, u"ws://h/x"_s);
    row("empty fragment", u"ws://h/#"_s, 7, u"fragment"_s, u"ws://h/"_s);
    row("fragment in the query", u"ws://h/?a#b?c"_s, 9, u"fragment"_s, u"ws://h/?a"_s);
    row("fragment behind the host", u"ws://h#x"_s, 6, u"fragment"_s, u"ws://h"_s);
    row("# alone", u"#"_s, 0, u"fragment"_s);

    row("host of dots", u"ws://a..b/"_s, 5, u"not a valid host"_s);
    row("encoded space in the host", u"ws://a%20b/"_s, 5, u"not a valid host"_s);
    row("backslash", u"ws://h\\x"_s, 5, u"not a valid host"_s);
}

void tst_Address::refuses()
{
    QFETCH(const QString, input);
    QFETCH(const int, position);
    QFETCH(const QString, suggestion);
    QFETCH(const QString, named);
    const Result<Address> address = parseAddress(input);
    QVERIFY(!address);
    const Error &error = address.error();
    QVERIFY2(error.what.contains(named), qPrintable(error.text()));
    QCOMPARE(int(error.position), position);
    QCOMPARE(error.suggestion, suggestion);
    QVERIFY(suggestion.isEmpty() || error.hint.contains(suggestion) || error.hint.contains(u"Delete it"));
}

void tst_Address::suggestionIsBetterThanTheInput_data()
{
    refuses_data();
}

void tst_Address::suggestionIsBetterThanTheInput()
{
    QFETCH(const QString, suggestion);
    QVERIFY(suggestion.isEmpty() || parseAddress(suggestion));
}

void tst_Address::leadingBlanksMoveThePosition_data()
{
    refuses_data();
}

void tst_Address::leadingBlanksMoveThePosition()
{
    QFETCH(const QString, input);
    QFETCH(const int, position);
    if (input.trimmed().isEmpty())
        return;
    const Result<Address> address = parseAddress(u" \t "_s + input + u' ');
    QVERIFY(!address);
    QCOMPARE(int(address.error().position), position + 3);
}

void tst_Address::takesVeryLongInput()
{
    const QString path(100'000, u'p');
    const Result<Address> address = parseAddress(u"ws://h/"_s + path);
    QVERIFY(address);
    QCOMPARE(address->url.path(), u'/' + path);
    const Result<Address> host = parseAddress(QString(100'000, u'h'));
    QVERIFY(!host || host->url.host().size() == 100'000);
    QVERIFY(!parseAddress(u"ws://h:"_s + QString(100'000, u'1')));
}

void tst_Address::holdsItsPromisesForAnyInput()
{
    static const QStringList pieces = {u"ws"_s,
                                       u"wss"_s,
                                       u"http"_s,
                                       u":"_s,
                                       u"/"_s,
                                       u"//"_s,
                                       u"://"_s,
                                       u"ws://"_s,
                                       u"wss://"_s,
                                       u"["_s,
                                       u"]"_s,
                                       u"::1"_s,
                                       u"[::1]"_s,
                                       u"?"_s,
                                       u"#"_s,
                                       u"@"_s,
                                       u"%"_s,
                                       u"%20"_s,
                                       u"%00"_s,
                                       u"."_s,
                                       u".."_s,
                                       u"-"_s,
                                       u"a"_s,
                                       u"h"_s,
                                       u"80"_s,
                                       u"0"_s,
                                       u"+"_s,
                                       u" "_s,
                                       u"\t"_s,
                                       u"\r\n"_s,
                                       u"\\"_s,
                                       u"ж"_s,
                                       u"\u202e"_s,
                                       u"\u00ad"_s,
                                       QString(QChar(0)),
                                       QString(QChar(0xD800)),
                                       u"\u3002"_s,
                                       u"localhost"_s,
                                       u"xn--"_s,
                                       u"*"_s,
                                       u"{"_s,
                                       u"\u00a0"_s};
    QRandomGenerator random(20230612);
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        QString input = i % 3 == 0 ? u"ws://h"_s : QString();
        for (int n = random.bounded(1, 8); n > 0; --n)
            input += pieces[random.bounded(int(pieces.size()))];
        const Result<Address> address = parseAddress(input);
        if (!address) {
            QVERIFY2(!address.error().what.isEmpty(), qPrintable(input));
            QVERIFY2(address.error().position >= 0 && address.error().position <= input.size(), qPrintable(input));
            continue;
        }
        ++accepted;
        const QUrl &url = address->url;
        QVERIFY2(url.isValid(), qPrintable(input));
        QVERIFY2(url.scheme() == u"ws" || url.scheme() == u"wss", qPrintable(input));
        QVERIFY2(!url.host().isEmpty(), qPrintable(input));
        QVERIFY2(!url.hasFragment(), qPrintable(input));
        QVERIFY2(url.path().startsWith(u'/'), qPrintable(input));
        QVERIFY2(url.port() == -1 || (url.port() > 0 && url.port() <= 65535), qPrintable(input));
        const QByteArray wire = url.toEncoded();
        QVERIFY2(!wire.contains(' ') && !wire.contains('\r') && !wire.contains('\n'), qPrintable(input));
        const Result<Address> again = parseAddress(encoded(url)); // what goes out reads as the same
        QVERIFY2(again, qPrintable(input));
        QCOMPARE(encoded(again->url), encoded(url));
    }
    QVERIFY(accepted > 500);
}

void tst_Address::displayHidesThePassword()
{
    const Result<Address> address = parseAddress(u"ws://anna:secret@h/x"_s);
    QVERIFY(address);
    QCOMPARE(displayAddress(address->url), u"ws://anna@h/x"_s);
}

QTEST_GUILESS_MAIN(tst_Address)
#include "tst_address.moc"
