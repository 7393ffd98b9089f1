// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/timetext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_TimeText final : public QObject
{
    Q_OBJECT

private slots:
    void readsOffsets_data();
    void readsOffsets();
    void writesTimes_data();
    void writesTimes();
};

namespace {

const QDateTime Time(QDate(2024, 2, 29), QTime(23, 59, 58, 7), Qt::UTC);

} // namespace

void tst_TimeText::readsOffsets_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::optional<qint64>>("offset");
    const auto row = [](const QString &name, std::optional<qint64> offset) {
        QTest::newRow(qPrintable(name)) << name << offset;
    };
    row(u"now"_s, 0);
    row(u"now+1ms"_s, 1);
    row(u"now+2s"_s, 2'000);
    row(u"now+3m"_s, 180'000);
    row(u"now-1h30m"_s, -5'400'000);
    row(u"now+1d"_s, 86'400'000);
    row(u"now+1d-1h"_s, 82'800'000);
    row(u"now + 1h 30m"_s, 5'400'000);
    row(u"now+999999999d"_s, 86'399'999'913'600'000);
    row(u"now+1234567890d"_s, std::nullopt);
    row(u"now+"_s, std::nullopt);
    row(u"now+1"_s, std::nullopt);
    row(u"now+1y"_s, std::nullopt);
    row(u"now1h"_s, std::nullopt);
    row(u"now-playing"_s, std::nullopt);
    row(u"nowadays"_s, std::nullopt);
    row(u"now+1h\n!"_s, std::nullopt);
    row(u""_s, std::nullopt);
}

void tst_TimeText::readsOffsets()
{
    QFETCH(const QString, name);
    QFETCH(const std::optional<qint64>, offset);
    QCOMPARE(timeOffset(name), offset);
}

void tst_TimeText::writesTimes_data()
{
    QTest::addColumn<QDateTime>("time");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("text"); // null for none
    const auto row = [](const QString &format, const QString &text, const QDateTime &time = Time) {
        QTest::newRow(qPrintable(format + u' ' + time.toString(Qt::ISODate))) << time << format << text;
    };
    row(u"iso"_s, u"2024-02-29T23:59:58.007Z"_s);
    row(u"unix"_s, u"1709251198"_s);
    row(u"ms"_s, u"1709251198007"_s);
    row(u"yyyy-MM-dd"_s, u"2024-02-29"_s);
    row(u"HH:mm:ss.zzz"_s, u"23:59:58.007"_s);
    row(u"ddd, d MMM yyyy"_s, u"Thu, 29 Feb 2024"_s);
    row(u"'T'HH"_s, u"T23"_s);
    row(u"ISO"_s, {});
    row(u""_s, {});
    row(u"iso"_s, u"2024-02-29T23:59:58.007Z"_s, Time.toOffsetFromUtc(7200));
    row(u"unix"_s, u"-1"_s, QDateTime::fromSecsSinceEpoch(-1, Qt::UTC));
    row(u"iso"_s, {}, Time.addYears(8000));
}

void tst_TimeText::writesTimes()
{
    QFETCH(const QDateTime, time);
    QFETCH(const QString, format);
    QFETCH(const QString, text);
    QCOMPARE(timeText(time, format).value_or(QString()), text);
}

QTEST_APPLESS_MAIN(tst_TimeText)
#include "tst_timetext.moc"
