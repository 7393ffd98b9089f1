// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mask.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Mask final : public QObject
{
    Q_OBJECT

private slots:
    void hides_data();
    void hides();
    void nothingToHide();
    void lengthStaysSecret();
    void longestFirst();
    void addedLater();
};

void tst_Mask::hides_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("masked");
    const auto row = [](const char *name, const QByteArray &secret, const QByteArray &text, const QByteArray &masked) {
        QTest::newRow(name) << secret << text << masked;
    };
    row("as it is", "s3cret", "a s3cret, twice: s3crets3cret", "a ••••, twice: ••••••••");
    row("part of a word", "s3cret", "xs3crety", "x••••y");
    row("other case", "s3cret", "S3CRET", "S3CRET");
    row("percent-encoded", "p@ss/w rd", "?key=p%40ss%2Fw%20rd&x=1", "?key=••••&x=1");
    row("small hex digits", "p@ss/w", "?key=p%40ss%2fw", "?key=••••");
    row("as QUrl leaves it", "p@ss/w rd", "?key=p@ss/w%20rd", "?key=••••");
    row("in a form", "p@ss w", "key=p%40ss+w", "key=••••");
    row("in JSON", "a\"b\\c", R"({"token":"a\"b\\c"})", R"({"token":"••••"})");
    row("beyond ASCII", "пароль", "мой пароль тут", "мой •••• тут");
    row("beyond ASCII, encoded", "ж", "?k=%D0%B6", "?k=••••");
    row("bytes", QByteArray("\xFF\x00\xFE", 3),
        QByteArray("a\xFF\x00\xFE"
                   "b",
                   5),
        "a••••b");
    row("empty", "", "nothing", "nothing");
}

void tst_Mask::hides()
{
    QFETCH(const QByteArray, secret);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, masked);
    const Mask mask({secret});
    QCOMPARE(mask.apply(text), masked);
    if (QString::fromUtf8(text).toUtf8() == text)
        QCOMPARE(mask.apply(QString::fromUtf8(text)), QString::fromUtf8(masked));
}

void tst_Mask::nothingToHide()
{
    const Mask mask;
    QVERIFY(mask.isEmpty());
    QVERIFY(Mask({"", ""}).isEmpty());
    const QByteArray text = "text";
    QCOMPARE(mask.apply(text), text);
    QVERIFY(mask.apply(text).constData() == text.constData()); // not even copied
}

void tst_Mask::lengthStaysSecret()
{
    QCOMPARE(Mask({"a"}).apply(QByteArray("a")), Mask({QByteArray(1000, 'a')}).apply(QByteArray(1000, 'a')));
}

void tst_Mask::longestFirst()
{
    QCOMPARE(Mask({"pass", "password"}).apply(u"password"_s), Mask::Bullets.toString());
    QCOMPARE(Mask({"password", "pass"}).apply(u"password pass"_s), u"•••• ••••"_s);
}

void tst_Mask::addedLater()
{
    Mask mask;
    mask.add("token");
    QVERIFY(!mask.isEmpty());
    QCOMPARE(mask.apply(u"the token"_s), u"the ••••"_s);
}

QTEST_APPLESS_MAIN(tst_Mask)
#include "tst_mask.moc"
