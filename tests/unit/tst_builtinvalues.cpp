// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/builtinvalues.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_BuiltinValues final : public QObject
{
    Q_OBJECT

private slots:
    void readsRanges_data();
    void readsRanges();
    void numbersStayInTheRange();
    void uuidsAreOfVersionFour();
    void readsFiles();
    void refusesFiles_data();
    void refusesFiles();
};

namespace {

constexpr qint64 Lowest = std::numeric_limits<qint64>::min();
constexpr qint64 Highest = std::numeric_limits<qint64>::max();
constexpr qint64 Limit = 100;

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

void tst_BuiltinValues::readsRanges_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::optional<NumberRange>>("range");
    const auto row = [](const QString &text, std::optional<NumberRange> range) {
        QTest::newRow(qPrintable(text)) << text << range;
    };
    row(u"1..9"_s, NumberRange{1, 9});
    row(u" -9 .. -1 "_s, NumberRange{-9, -1});
    row(u"5..5"_s, NumberRange{5, 5});
    row(u"-9223372036854775808..9223372036854775807"_s, NumberRange{Lowest, Highest});
    row(u"9..1"_s, std::nullopt);
    row(u"1..9223372036854775808"_s, std::nullopt);
    row(u"1...9"_s, std::nullopt);
    row(u"1.5..2"_s, std::nullopt);
    row(u"9"_s, std::nullopt);
    row(u".."_s, std::nullopt);
    row(u""_s, std::nullopt);
}

void tst_BuiltinValues::readsRanges()
{
    QFETCH(const QString, text);
    QFETCH(const std::optional<NumberRange>, range);
    QVERIFY(parseRange(text) == range);
}

void tst_BuiltinValues::numbersStayInTheRange()
{
    QCOMPARE(numberIn({1, 9}, 0), 1);
    QCOMPARE(numberIn({1, 9}, 8), 9);
    QCOMPARE(numberIn({1, 9}, 9), 1);
    QCOMPARE(numberIn({5, 5}, ~quint64(0)), 5);
    QCOMPARE(numberIn({-2, 1}, 3), 1);
    QCOMPARE(numberIn({Lowest, Highest}, 0), Lowest);
    QCOMPARE(numberIn({Lowest, Highest}, ~quint64(0)), Highest);
}

void tst_BuiltinValues::uuidsAreOfVersionFour()
{
    QCOMPARE(randomUuid(0, 0).toString(), u"{00000000-0000-4000-8000-000000000000}"_s);
    QCOMPARE(randomUuid(~quint64(0), ~quint64(0)).toString(), u"{ffffffff-ffff-4fff-bfff-ffffffffffff}"_s);
    QCOMPARE(randomUuid(0x0123456789abcdef, 0).version(), QUuid::Random);
}

void tst_BuiltinValues::readsFiles()
{
    const QTemporaryDir folder;
    write(folder.filePath(u"a.txt"_s), "Grüße\n");
    write(folder.filePath(u"full"_s), QByteArray(Limit, 'x'));
    write(folder.filePath(u"empty"_s), {});
    QCOMPARE(readTextFile(folder.path(), u"a.txt"_s, Limit).value(), u"Grüße\n"_s);
    QCOMPARE(readTextFile(folder.path(), u"full"_s, Limit).value(), QString(Limit, u'x'));
    QCOMPARE(readTextFile(folder.path(), u"empty"_s, Limit).value(), QString());
    QCOMPARE(readTextFile(u"/"_s, folder.filePath(u"a.txt"_s), Limit).value(), u"Grüße\n"_s);
}

void tst_BuiltinValues::refusesFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::newRow("missing") << u"none.txt"_s << u"there is none"_s;
    QTest::newRow("a folder") << u"."_s << u"it is no file"_s;
    QTest::newRow("a device") << u"/dev/zero"_s << u"it is no file"_s;
    QTest::newRow("too long") << u"long.txt"_s << u"it is over 100 bytes"_s;
    QTest::newRow("not UTF-8") << u"latin.txt"_s << u"it is not UTF-8"_s;
    QTest::newRow("cut off inside of a character") << u"cut.txt"_s << u"it is not UTF-8"_s;
}

void tst_BuiltinValues::refusesFiles()
{
    QFETCH(const QString, name);
    QFETCH(const QString, reason);
    const QTemporaryDir folder;
    write(folder.filePath(u"long.txt"_s), QByteArray(Limit + 1, 'x'));
    write(folder.filePath(u"latin.txt"_s),
          "Gr\xfc\xdf"
          "e");
    write(folder.filePath(u"cut.txt"_s), "Gr\xc3");
    const auto text = readTextFile(folder.path(), name, Limit);
    QVERIFY(!text);
    QCOMPARE(text.error().what, reason);
}

QTEST_APPLESS_MAIN(tst_BuiltinValues)
#include "tst_builtinvalues.moc"
