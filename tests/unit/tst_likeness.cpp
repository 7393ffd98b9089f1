// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filter.h"
#include "capture/likeness.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Likeness final : public QObject
{
    Q_OBJECT

private slots:
    void namesTheSort_data();
    void namesTheSort();
};

namespace {

Record recordOf(Kind kind, Direction direction, const QByteArray &payload, const QByteArray &detail = {})
{
    Record record;
    record.seq = Seq{1};
    record.kind = kind;
    record.direction = direction;
    record.size = payload.size();
    record.payload = payload;
    record.detail = detail;
    return record;
}

} // namespace

void tst_Likeness::namesTheSort_data()
{
    QTest::addColumn<Record>("record");
    QTest::addColumn<QString>("filter");
    const auto text = [](const char *name, const QByteArray &payload, const QString &filter) {
        QTest::newRow(name) << recordOf(Kind::Text, Direction::In, payload) << filter;
    };
    const QString plain = u"dir:in kind:text"_s;
    text("no JSON", "hello", plain);
    text("no payload", "", plain);
    text("a type", R"({"price":1,"type":"tick"})", plain + u" $.type=\"tick\"");
    text("a number", R"({"op":7})", plain + u" $.op=7");
    text("the most telling name", R"({"channel":"a","type":"b","op":"c"})", plain + u" $.type=\"b\"");
    text("a name further in", R"({"data":{"type":"tick"}})", plain);
    text("an array", R"([{"type":"tick"}])", plain);
    text("a type that is an object", R"({"type":{"a":1},"event":"x"})", plain + u" $.event=\"x\"");
    text("quotation marks", R"({"type":"a \"b\" \\"})", plain + uR"( $.type="a \"b\" \\")");
    text("cut off", R"({"type":"tick","text":"abc)", plain + u" $.type=\"tick\"");
    QTest::newRow("sent") << recordOf(Kind::Binary, Direction::Out, QByteArray("\x00\x01", 2))
                          << u"dir:out kind:binary"_s;
    QTest::newRow("a Close") << recordOf(Kind::Close, Direction::Event, {}, R"({"code":1006,"text":"x"})")
                             << u"kind:close code:1006"_s;
    QTest::newRow("a Ping") << recordOf(Kind::Ping, Direction::In, "x") << u"dir:in kind:ping"_s;
    for (const Kind kind : {Kind::Attempt, Kind::Handshake, Kind::Error, Kind::Retry, Kind::Notice}) {
        const Result<Filter> own = Filter::parse(filterForRowsLike(recordOf(kind, Direction::Event, {})));
        QVERIFY(own);
        QTest::addRow("event %d", int(kind)) << recordOf(kind, Direction::Event, {}) << own->text();
    }
}

void tst_Likeness::namesTheSort()
{
    QFETCH(const Record, record);
    QFETCH(const QString, filter);
    QCOMPARE(filterForRowsLike(record), filter);
    const Result<Filter> parsed = Filter::parse(filter);
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().text()));
    if (record.payload.endsWith("abc"))
        return; // a beginning is no JSON; what was cut off would match
    const FilterRow row{.seq = record.seq,
                        .kind = record.kind,
                        .direction = record.direction,
                        .size = record.size,
                        .detail = record.detail,
                        .payload = record.payload};
    QVERIFY(parsed->matches(row));
    const Result<Filter> hidden = Filter::parse(u"-(%1)"_s.arg(filter));
    QVERIFY(hidden);
    QVERIFY(!hidden->matches(row));
}

QTEST_GUILESS_MAIN(tst_Likeness)
#include "tst_likeness.moc"
