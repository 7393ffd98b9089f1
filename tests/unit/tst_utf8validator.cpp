// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/utf8validator.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Utf8Validator final : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void agreesWithQt();
    void asciiRunsAreCounted();
};

void tst_Utf8Validator::judges_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("valid"); // bytes before the first wrong one; -1 where none is wrong
    QTest::addColumn<bool>("complete");
    const auto good = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes << -1 << true; };
    const auto open = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes << -1 << false; };
    const auto wrong = [](const char *name, const QByteArray &bytes, int valid) {
        QTest::newRow(name) << bytes << valid << false;
    };
    good("nothing", {});
    good("ASCII", "plain");
    good("NUL", QByteArray(1, '\0'));
    good("two bytes", "\xC2\x80\xDF\xBF");
    good("three bytes", "\xE0\xA0\x80\xEF\xBF\xBF");
    good("before the surrogates", "\xED\x9F\xBF");
    good("behind the surrogates", "\xEE\x80\x80");
    good("four bytes", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
    good("mixed", u"Grüße, 世界 😀"_s.toUtf8());
    open("half of two", "a\xC2");
    open("two of three", "\xE4\xB8");
    open("three of four", "\xF0\x9F\x98");
    wrong("continuation byte alone", "a\x80", 1);
    wrong("overlong slash, C0", "\xC0\xAF", 0);
    wrong("overlong, C1", "\xC1\xBF", 0);
    wrong("overlong of three", "\xE0\x9F\xBF", 1);
    wrong("overlong of four", "\xF0\x8F\xBF\xBF", 1);
    wrong("first surrogate", "ab\xED\xA0\x80", 3);
    wrong("last surrogate", "\xED\xBF\xBF", 1);
    wrong("beyond U+10FFFF", "\xF4\x90\x80\x80", 1);
    wrong("F5", "\xF5\x80\x80\x80", 0);
    wrong("FE", "\xFE", 0);
    wrong("FF", "\xFF", 0);
    wrong("cut short by ASCII",
          "\xE4\xB8"
          "a",
          2);
    wrong("cut short by a lead byte", "\xC3\xC3", 1);
    wrong("behind a long run", QByteArray(1000, 'x') + '\xFF', 1000);
}

/// However the bytes are cut, and with nothing but the wrong byte seen of what is wrong.
void tst_Utf8Validator::judges()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, valid);
    QFETCH(const bool, complete);
    for (qsizetype step = 1; step <= std::max<qsizetype>(bytes.size(), 1); ++step) {
        Utf8Validator validator;
        for (qsizetype at = 0; at < bytes.size(); at += step) {
            const QByteArrayView piece = QByteArrayView(bytes).sliced(at).first(std::min(step, bytes.size() - at));
            QCOMPARE(validator.append(piece), valid < 0 || at + piece.size() <= valid);
        }
        QCOMPARE(validator.isComplete(), complete);
        QCOMPARE(validator.validBytes(), valid < 0 ? bytes.size() : valid);
    }
}

void tst_Utf8Validator::agreesWithQt()
{
    QRandomGenerator random(7);
    const QByteArray pieces[] = {"a",
                                 "\x7f",
                                 "\xC2",
                                 "\x80",
                                 "\xBF",
                                 "\xE0",
                                 "\xA0",
                                 "\xED",
                                 "\x9F",
                                 "\xF0",
                                 "\x90",
                                 "\xF4",
                                 "\x8F",
                                 "ж",
                                 "世",
                                 "😀",
                                 "plain text of some length, to have whole blocks of it"};
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes;
        for (int i = random.bounded(8); i >= 0; --i)
            bytes += pieces[random.bounded(int(std::size(pieces)))];
        Utf8Validator validator;
        const bool isValid = validator.append(bytes) && validator.isComplete();
        QCOMPARE(isValid, bytes.isValidUtf8());
    }
}

void tst_Utf8Validator::asciiRunsAreCounted()
{
    for (qsizetype size : {31, 32, 33, 63, 64, 65, 4096}) {
        Utf8Validator validator;
        QVERIFY(validator.append(QByteArray(QByteArray(size, 'x') + "ж")));
        QCOMPARE(validator.validBytes(), size + 2);
        validator.reset();
        QCOMPARE(validator.validBytes(), 0);
    }
}

QTEST_GUILESS_MAIN(tst_Utf8Validator)
#include "tst_utf8validator.moc"
