// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/shellwords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_ShellWords final : public QObject
{
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
    void cmd_data();
    void cmd();
    void restAndCommands();
    void notClosed_data();
    void notClosed();
};

void tst_ShellWords::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("blanks") << u"  a \t b\tc  "_s << QStringList{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("nothing") << u" \n \n"_s << QStringList{};
    QTest::newRow("single quotes") << uR"('a b' 'c\"$d')"_s << QStringList{u"a b"_s, uR"(c\"$d)"_s};
    QTest::newRow("double quotes") << uR"("a b" "c\"d" "e\\f" "g\h")"_s
                                   << QStringList{u"a b"_s, u"c\"d"_s, uR"(e\f)"_s, uR"(g\h)"_s};
    QTest::newRow("joined") << uR"(a'b'"c"\ d)"_s << QStringList{u"abc d"_s};
    QTest::newRow("apostrophe") << uR"('it'\''s')"_s << QStringList{u"it's"_s};
    QTest::newRow("empty") << uR"('' "" a)"_s << QStringList{QString(), QString(), u"a"_s};
    QTest::newRow("dollar quotes") << uR"($'a\tb\n\x41\102\u00e9\'\\')"_s << QStringList{u"a\tb\nAB\u00e9'\\"_s};
    QTest::newRow("bytes of a character") << uR"($'\xc3\xa9')"_s << QStringList{u"\u00e9"_s};
    QTest::newRow("character beyond the plane") << uR"($'\U0001F600')"_s << QStringList{u"\U0001F600"_s};
    QTest::newRow("unknown escape") << uR"($'\q')"_s << QStringList{uR"(\q)"_s};
    QTest::newRow("continued") << u"a \\\n  b\\\nc"_s << QStringList{u"a"_s, u"bc"_s};
    QTest::newRow("continued, CRLF") << u"a \\\r\n  b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("line break in quotes") << u"'a\nb' \"c\nd\""_s << QStringList{u"a\nb"_s, u"c\nd"_s};
    QTest::newRow("comments") << u"# one\n# 'two\na b#c # three"_s << QStringList{u"a"_s, u"b#c"_s};
    QTest::newRow("variables") << uR"($A x${B_2}y "$A-z" '$A' \$A)"_s
                               << QStringList{u"{{env:A}}"_s, u"x{{env:B_2}}y"_s, u"{{env:A}}-z"_s, u"$A"_s, u"$A"_s};
    QTest::newRow("lone dollars") << uR"($ a$ "$" $1)"_s << QStringList{u"$"_s, u"a$"_s, u"$"_s, u"$1"_s};
    QTest::newRow("braces") << uR"({{a}} '{'"{"b {$A})"_s << QStringList{u"{{{{a}}"_s, u"{{{{b"_s, u"{{{env:A}}}"_s};
}

void tst_ShellWords::splits()
{
    QFETCH(QString, text);
    const Result<ShellWords> split = splitShell(text);
    QVERIFY2(split, split ? "" : qPrintable(split.error().text()));
    QTEST(split->words, "words");
    QCOMPARE(split->rest, QString());
    QVERIFY(split->commands.isEmpty());
}

void tst_ShellWords::cmd_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("continued") << u"curl \"wss://a/b\" ^\r\n  -H \"A: b c\" ^\r\n  -k"_s
                               << QStringList{u"curl"_s, u"wss://a/b"_s, u"-H"_s, u"A: b c"_s, u"-k"_s};
    QTest::newRow("quotes with carets")
        << u"curl ^\"wss://a/b?c=d^&e=f^\" ^\n  -H ^\"A: ^\\^\"x^\\^\", y^\" ^\n  --compressed"_s
        << QStringList{u"curl"_s, u"wss://a/b?c=d&e=f"_s, u"-H"_s, u"A: \"x\", y"_s, u"--compressed"_s};
    QTest::newRow("percent signs") << u"curl ^\"wss://a/^%^41^\""_s << QStringList{u"curl"_s, u"wss://a/%41"_s};
    QTest::newRow("backslashes of a browser") << u"curl ^\"a^\\^\\b^\""_s << QStringList{u"curl"_s, u"a\\b"_s};
    QTest::newRow("backslashes in paths") << u"curl ^\n --cacert \"C:\\a b\\ca.pem\" \"d\\\\\""_s
                                          << QStringList{u"curl"_s, u"--cacert"_s, u"C:\\a b\\ca.pem"_s, u"d\\"_s};
    QTest::newRow("line break") << u"curl ^\"a^\n\nb^\""_s << QStringList{u"curl"_s, u"a\nb"_s};
    QTest::newRow("doubled quotes") << u"curl ^\n \"a\"\"b\""_s << QStringList{u"curl"_s, u"a\"b"_s};
    QTest::newRow("no variables of a shell") << u"curl ^\n $A {{b}}"_s << QStringList{u"curl"_s, u"$A"_s, u"{{{{b}}"_s};
}

void tst_ShellWords::cmd()
{
    splits();
}

void tst_ShellWords::restAndCommands()
{
    Result<ShellWords> split = splitShell(u"curl a | jq .b");
    QVERIFY(split);
    QCOMPARE(split->words, (QStringList{u"curl"_s, u"a"_s}));
    QCOMPARE(split->rest, u"| jq .b"_s);

    split = splitShell(u"curl a\nls");
    QVERIFY(split);
    QCOMPARE(split->words, (QStringList{u"curl"_s, u"a"_s}));
    QCOMPARE(split->rest, u"ls"_s);

    split = splitShell(u"curl \"x $(cat (a) b) y\" `id` ${A:-b}");
    QVERIFY(split);
    QCOMPARE(split->words, (QStringList{u"curl"_s, u"x $(cat (a) b) y"_s, u"`id`"_s, u"${A:-b}"_s}));
    QCOMPARE(split->commands, (QStringList{u"$(cat (a) b)"_s, u"`id`"_s, u"${A:-b}"_s}));

    split = splitShell(u"curl ^\n a & del b");
    QVERIFY(split);
    QCOMPARE(split->words, (QStringList{u"curl"_s, u"a"_s}));
    QCOMPARE(split->rest, u"& del b"_s);
}

void tst_ShellWords::notClosed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::newRow("single") << u"a 'b"_s << qsizetype(2);
    QTest::newRow("double") << u"ab \"c\\\""_s << qsizetype(3);
    QTest::newRow("dollar") << u"$'a\\'"_s << qsizetype(0);
    QTest::newRow("command") << u"a $(b"_s << qsizetype(2);
    QTest::newRow("backquote in quotes") << u"a \"`b\""_s << qsizetype(3);
}

void tst_ShellWords::notClosed()
{
    QFETCH(QString, text);
    const Result<ShellWords> split = splitShell(text);
    QVERIFY(!split);
    QTEST(split.error().position, "position");
    QVERIFY(!split.error().hint.isEmpty());
}

QTEST_APPLESS_MAIN(tst_ShellWords)
#include "tst_shellwords.moc"
