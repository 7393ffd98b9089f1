// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filterjob.h"
#include "capturefixture.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>

#include <functional>
#include <random>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace sonde::test;

namespace {

std::vector<qint64> numbersOf(const RowSet &set)
{
    std::vector<qint64> numbers;
    for (qint64 i = 0; i < set.size(); ++i)
        numbers.push_back(toInt(set.at(i)));
    return numbers;
}

Filter filterOf(const QString &text)
{
    const auto filter = Filter::parse(text);
    if (!filter)
        qWarning() << text << filter.error().text();
    return filter.value_or(Filter());
}

/// A job with its signals.
struct Job
{
    bool run(const QString &path, const QString &filter, qint64 rows, Seq first = Seq{1}, const Marks &marks = {})
    {
        job->start(path, filterOf(filter), first, rows, marks);
        return finished.wait(60'000);
    }
    [[nodiscard]] std::vector<qint64> hits() const { return numbersOf(*job->hits()); }

    std::unique_ptr<FilterJob> job = std::make_unique<FilterJob>();
    QSignalSpy hitsAdded{job.get(), &FilterJob::hitsAdded};
    QSignalSpy progressed{job.get(), &FilterJob::progressed};
    QSignalSpy finished{job.get(), &FilterJob::finished};
    QSignalSpy failed{job.get(), &FilterJob::failed};
    QSignalSpy warned{job.get(), &FilterJob::warned};
};

/// Makes captures and filters at random, and says for a filter by means of its own what it matches.
class Generator final
{
public:
    explicit Generator(unsigned seed)
        : m_random(seed)
    {
    }

    struct Case
    {
        QString text;
        std::function<bool(const Record &)> matches;
    };

    [[nodiscard]] Batch batch(int rows)
    {
        Batch batch;
        for (int i = 0; i < rows; ++i) {
            const Kind kind = Kind(number(1, 10));
            const bool hasCode = kind == Kind::Close || (kind == Kind::Error && number(0, 1) == 1);
            const QByteArray code = QByteArray::number(number(1000, 1005));
            QByteArray detail;
            if (hasCode)
                detail = R"({"text":")" + word().toUtf8() + R"(","code":)" + code + '}';
            else if (!isMessage(kind))
                detail = R"({"text":")" + word().toUtf8() + R"("})";
            const auto time = epoch + std::chrono::milliseconds(number(0, 100'000'000));
            batch.append(time, kind, Direction(number(0, 2)), payload(), detail);
        }
        return batch;
    }

    [[nodiscard]] Case filter(int depth)
    {
        const int choice = depth == 0 ? 0 : number(0, 4);
        if (choice <= 1)
            return leaf();
        const Case a = filter(depth - 1);
        if (choice == 2)
            return {u"-("_s + a.text + u')', [=](const Record &r) { return !a.matches(r); }};
        const Case b = filter(depth - 1);
        if (choice == 3)
            return {u'(' + a.text + u") "_s + b.text, [=](const Record &r) { return a.matches(r) && b.matches(r); }};
        return {u'(' + a.text + u" or "_s + b.text + u')',
                [=](const Record &r) { return a.matches(r) || b.matches(r); }};
    }

    [[nodiscard]] int number(int from, int to) { return std::uniform_int_distribution(from, to)(m_random); }

private:
    [[nodiscard]] QString word()
    {
        static const QStringList words{u"tick"_s, u"Tick"_s, u"TRADE"_s,  u"straße"_s, u"привет"_s, u"ПРИВЕТ"_s,
                                       u"k"_s,    u"a b"_s,  u"\u212A"_s, u"🙂"_s,   u"x"_s};
        return words[number(0, int(words.size()) - 1)];
    }
    [[nodiscard]] QByteArray payload()
    {
        switch (number(0, 5)) {
        case 0:
            return {};
        case 1:
            return "\xFF\xC3" + word().toUtf8() + '\x80';
        case 2:
            return word().toUtf8().repeated(number(1, 30));
        default:
            return QJsonDocument(QJsonObject{{u"a"_s, number(-3, 3)},
                                             {u"b"_s, word()},
                                             {u"c"_s, QJsonObject{{u"d"_s, QJsonArray{number(0, 9), word()}}}}})
                .toJson(number(0, 1) == 1 ? QJsonDocument::Compact : QJsonDocument::Indented);
        }
    }
    static bool isIn(const Record &record, const std::function<bool(const QString &)> &test)
    {
        return test(QString::fromUtf8(record.payload))
            || (!record.detail.isEmpty() && test(QString::fromUtf8(record.detail)));
    }
    [[nodiscard]] Case leaf()
    {
        switch (number(0, 8)) {
        case 0: {
            const QString phrase = word();
            return {u'"' + phrase + u'"', [=](const Record &record) {
                        return isIn(record,
                                    [&](const QString &text) { return text.contains(phrase, Qt::CaseInsensitive); });
                    }};
        }
        case 1: {
            const QRegularExpression expression(number(0, 1) == 1 ? u"t[rА-я]?[ai]\\w"_s : u"\"[ab]\":\\s?-?[12]"_s,
                                                QRegularExpression::UseUnicodePropertiesOption);
            return {u'/' + expression.pattern() + u'/', [=](const Record &record) {
                        return isIn(record, [&](const QString &text) { return expression.match(text).hasMatch(); });
                    }};
        }
        case 2: {
            const Direction direction = Direction(number(0, 2));
            const QStringList names{u"event"_s, u"in"_s, u"out"_s};
            return {u"dir:"_s + names[int(direction)], [=](const Record &r) { return r.direction == direction; }};
        }
        case 3:
            return {u"kind:text,close"_s,
                    [](const Record &r) { return r.kind == Kind::Text || r.kind == Kind::Close; }};
        case 4: {
            const int size = number(0, 60);
            return {u"size:>=%1"_s.arg(size), [=](const Record &r) { return r.size >= size; }};
        }
        case 5: {
            const int hour = number(0, 23);
            return {u"time:%1:00..%1:29"_s.arg(hour), [=](const Record &r) {
                        const auto ms = std::chrono::floor<std::chrono::milliseconds>(r.time).time_since_epoch();
                        const QTime time = QDateTime::fromMSecsSinceEpoch(ms.count()).time();
                        return time.hour() == hour && time.minute() < 30;
                    }};
        }
        case 6: {
            const int code = number(1000, 1005);
            return {u"code:>%1"_s.arg(code),
                    [=](const Record &r) { return QJsonDocument::fromJson(r.detail)[u"code"].toInt(0) > code; }};
        }
        case 7:
            return {u"is:marked"_s, [](const Record &r) { return toInt(r.seq) % 7 == 0; }};
        default:
            return path();
        }
    }
    [[nodiscard]] Case path()
    {
        static const auto json = [](const Record &record) {
            const bool isFrame = record.kind >= Kind::Text && record.kind <= Kind::Pong;
            return QJsonDocument::fromJson(isFrame ? record.payload : record.detail);
        };
        const int limit = number(-3, 3);
        const QString text = word();
        switch (number(0, 3)) {
        case 0:
            return {u"$.a>%1"_s.arg(limit), [=](const Record &r) {
                        const QJsonValue value = json(r)[u"a"];
                        return value.isDouble() && value.toInt() > limit;
                    }};
        case 1:
            return {u"$.b=\"%1\""_s.arg(text), [=](const Record &r) { return json(r)[u"b"] == QJsonValue(text); }};
        case 2:
            return {u"$.c.d[*]~\"%1\""_s.arg(text), [=](const Record &r) {
                        const QJsonArray array = json(r)[u"c"][u"d"].toArray();
                        return std::ranges::any_of(array, [&](const QJsonValue &value) {
                            return value.toVariant().toString().contains(text, Qt::CaseInsensitive);
                        });
                    }};
        default:
            return {u"$.a!=%1"_s.arg(limit), [=](const Record &r) {
                        const QJsonValue value = json(r)[u"a"];
                        return !value.isUndefined() && value != QJsonValue(limit);
                    }};
        }
    }

    std::mt19937 m_random;
};

} // namespace

class TestFilterJob final : public QObject
{
    Q_OBJECT

private slots:
    void emptyCapture();
    void oneRecord();
    void beginsAtFirst();
    void agreesWithANaiveEvaluation_data();
    void agreesWithANaiveEvaluation();
    void aMillionRecords();
    void largeAndEmptyPayloads();
    void growsWithTheCapture();
    void growsOutOfNothing();
    void cancels();
    void startsAnew();
    void mayBeDestroyedAtAnyTime();
    void saysThatItCannotRead();
    void warnsOnce();
    void scansInParts();
};

void TestFilterJob::emptyCapture()
{
    const Place place;
    Job job;
    QVERIFY(job.run(place.path, u"a"_s, 0));
    QVERIFY(job.hits().empty());
    QCOMPARE(job.hitsAdded.count(), 0);
    QVERIFY(!job.job->isRunning());
    QVERIFY2(!QFile::exists(place.path), "nothing to read, nothing opened");
}

void TestFilterJob::oneRecord()
{
    const Place place;
    record(place.path, messages(1, 1));
    Job job;
    QVERIFY(job.run(place.path, u"message"_s, 1));
    QCOMPARE(job.hits(), std::vector<qint64>{1});
    QVERIFY(job.run(place.path, u"-message"_s, 1));
    QVERIFY(job.hits().empty());
    QVERIFY(job.run(place.path, u""_s, 1));
    QCOMPARE(job.hits(), std::vector<qint64>{1});
}

void TestFilterJob::beginsAtFirst()
{
    const Place place;
    record(place.path, messages(1, 20));
    Job job;
    QVERIFY(job.run(place.path, u"/[05]$/"_s, 20, Seq{6}));
    QCOMPARE(job.hits(), (std::vector<qint64>{10, 15, 20}));
    QCOMPARE(job.job->total(), 15);
    QCOMPARE(job.job->scanned(), 15);
    QVERIFY(job.run(place.path, u"message"_s, 20, Seq{30}));
    QVERIFY(job.hits().empty());
}

void TestFilterJob::agreesWithANaiveEvaluation_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 5; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestFilterJob::agreesWithANaiveEvaluation()
{
    QFETCH(const unsigned, seed);
    Generator generator(seed);
    const Place place;
    record(place.path, generator.batch(500));
    const auto records = readAll(place.path);
    QCOMPARE(records.size(), std::size_t(500));
    Marks marks;
    for (qint64 number = 7; number <= 500; number += 7)
        marks.insert({Seq{number}, {}});
    Job job;
    for (int i = 0; i < 60; ++i) {
        const auto filter = generator.filter(3);
        std::vector<qint64> expected;
        for (const Record &one : records) {
            if (filter.matches(one))
                expected.push_back(toInt(one.seq));
        }
        QVERIFY(job.run(place.path, filter.text, 500, Seq{1}, marks));
        if (job.hits() != expected)
            qWarning() << filter.text;
        QCOMPARE(job.hits(), expected);
    }
}

void TestFilterJob::aMillionRecords()
{
    constexpr qint64 count = 1'000'000;
    const Place place;
    {
        CaptureThread thread;
        const auto writer = thread.createWriter(place.path);
        for (qint64 first = 1; first <= count; first += 10'000)
            writer->append(messages(first, 10'000));
        QVERIFY(writer->flush(60s));
    }
    Job job;
    qint64 atFirst = 0;
    connect(job.job.get(), &FilterJob::hitsAdded, job.job.get(),
            [&] { atFirst = atFirst == 0 ? job.job->hits()->size() : atFirst; });
    QVERIFY(job.run(place.path, u"/ [0-9]*00$/"_s, count));
    QCOMPARE(job.job->hits()->size(), count / 100);
    QVERIFY2(atFirst > 0 && atFirst < count / 100, "the first come before the last");
    QVERIFY(job.progressed.count() > 2);
    QCOMPARE(job.finished.count(), 1);
    for (const qint64 i : {0, 1, 5000, 9999})
        QCOMPARE(job.job->hits()->at(i), Seq{(i + 1) * 100});
}

void TestFilterJob::largeAndEmptyPayloads()
{
    const Place place;
    Batch batch;
    batch.append(epoch, Kind::Binary, Direction::In, {});
    batch.append(epoch, Kind::Text, Direction::In, QByteArray(QByteArray(100'000'000, 'x') + "needle"),
                 R"({"about":"hay"})");
    batch.append(epoch, Kind::Text, Direction::In, QByteArray(300'000, 'x'));
    batch.append(epoch, Kind::Text, Direction::In, "needle");
    record(place.path, std::move(batch));
    Job job;
    QVERIFY(job.run(place.path, u"needle"_s, 4));
    QCOMPARE(job.hits(), (std::vector<qint64>{2, 4}));
    QVERIFY(job.run(place.path, u"hay"_s, 4));
    QCOMPARE(job.hits(), (std::vector<qint64>{2}));
    QVERIFY(job.run(place.path, u"size:>1M or size:0"_s, 4));
    QCOMPARE(job.hits(), (std::vector<qint64>{1, 2}));
    QVERIFY(job.run(place.path, u"/x{5}/"_s, 4));
    QCOMPARE(job.hits(), (std::vector<qint64>{2, 3}));
}

void TestFilterJob::growsWithTheCapture()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 100));
    QVERIFY(writer->flush(patience));
    Job job;
    connect(writer.get(), &CaptureWriter::committed, job.job.get(), &FilterJob::setRows);
    QVERIFY(job.run(place.path, u"/[02468]$/"_s, 100));
    constexpr qint64 total = 60'100;
    for (qint64 first = 101; first < total; first += 500) {
        writer->append(messages(first, 500));
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(job.job->hits()->size(), total / 2);
    QCOMPARE(job.job->hits()->at(total / 2 - 1), Seq{total});
    QTRY_COMPARE(job.job->scanned(), total);
    QVERIFY(job.failed.isEmpty());
    QVERIFY(job.finished.count() > 1);
}

void TestFilterJob::growsOutOfNothing()
{
    const Place place;
    Job job;
    QVERIFY(job.run(place.path, u"message"_s, 0));
    record(place.path, messages(1, 3));
    job.job->setRows(3);
    QVERIFY(job.finished.wait());
    QCOMPARE(job.hits(), (std::vector<qint64>{1, 2, 3}));
    job.job->setRows(2);
    QVERIFY2(!job.job->isRunning(), "it never shrinks");
}

void TestFilterJob::cancels()
{
    const Place place;
    record(place.path, messages(1, 200'000));
    Job job;
    job.job->start(place.path, filterOf(u"/a(.*)*[bc]/"_s), Seq{1}, 200'000);
    QVERIFY(job.job->isRunning());
    QVERIFY(job.progressed.wait());
    job.job->cancel();
    QVERIFY(!job.job->isRunning());
    const auto found = job.hits();
    const auto count = job.progressed.count();
    job.job->setRows(300'000);
    QVERIFY(!job.progressed.wait(100));
    QCOMPARE(job.progressed.count(), count);
    QCOMPARE(job.finished.count(), 0);
    QCOMPARE(job.hits(), found);
}

void TestFilterJob::startsAnew()
{
    const Place place;
    record(place.path, messages(1, 50'000));
    const Place other;
    record(other.path, messages(1, 10));
    Job job;
    for (int i = 0; i < 50; ++i) {
        job.job->start(place.path, filterOf(u"message"_s), Seq{1}, 50'000);
        if (i % 2 == 0)
            QCoreApplication::processEvents();
    }
    const auto before = job.job->hits();
    QVERIFY(job.run(other.path, u"10"_s, 10));
    QCOMPARE(job.hits(), std::vector<qint64>{10});
    QVERIFY2(before != job.job->hits(), "whoever shows the old result keeps it");
}

void TestFilterJob::mayBeDestroyedAtAnyTime()
{
    const Place place;
    record(place.path, messages(1, 50'000));
    for (int i = 0; i < 20; ++i) {
        FilterJob job;
        job.start(place.path, filterOf(u"message"_s), Seq{1}, 50'000);
        if (i % 2 == 0) {
            QSignalSpy progressed(&job, &FilterJob::progressed);
            QVERIFY(progressed.wait());
        }
    }
    Job job;
    connect(job.job.get(), &FilterJob::hitsAdded, this, [&] { job.job.reset(); });
    job.job->start(place.path, filterOf(u"message"_s), Seq{1}, 50'000);
    QTRY_VERIFY(!job.job);
}

void TestFilterJob::saysThatItCannotRead()
{
    const Place place;
    Job job;
    job.job->start(place.path, filterOf(u"a"_s), Seq{1}, 100'000);
    QVERIFY(job.failed.wait());
    QVERIFY(job.failed.at(0).at(0).value<Error>().what.contains(u"cannot be opened"));
    QVERIFY(!job.job->isRunning());
    QCOMPARE(job.finished.count(), 0);
    record(place.path, messages(1, 3));
    QVERIFY2(job.run(place.path, u"message"_s, 3), "tried again");
    QCOMPARE(job.failed.count(), 1);
}

void TestFilterJob::warnsOnce()
{
    const Place place;
    Batch batch;
    for (int i = 0; i < 10; ++i)
        batch.append(epoch, Kind::Text, Direction::In, QByteArray(QByteArray(100, 'a') + '!'));
    batch.append(epoch, Kind::Text, Direction::In, "aaa");
    record(place.path, std::move(batch));
    Job job;
    QVERIFY(job.run(place.path, u"/^(a+)+$/"_s, 11));
    QCOMPARE(job.hits(), std::vector<qint64>{11});
    QCOMPARE(job.warned.count(), 1);
    job.job->setRows(12);
    QVERIFY(job.finished.wait());
    QCOMPARE(job.warned.count(), 1);
}

void TestFilterJob::scansInParts()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    Batch batch = messages(1, 2000);
    batch.append(epoch, Kind::Text, Direction::Out, QByteArray(1'000'000, 'x'), R"({"a":1})");
    batch.append(epoch, Kind::Text, Direction::Out, {});
    writer->append(std::move(batch));
    QVERIFY(writer->flush(patience));
    auto reader = std::move(CaptureReader::open(place.path).value());
    qint64 next = 1;
    const auto visit = [&](const FilterRow &row) {
        const bool isRight = toInt(row.seq) == next
            && (row.size == 0 || row.payload == (row.size < 100 ? numbered(next) : QByteArray(1'000'000, 'x')));
        ++next;
        // Time for several transactions.
        for (const auto end = std::chrono::steady_clock::now() + 50us; std::chrono::steady_clock::now() < end;) {}
        return isRight;
    };
    QVERIFY(reader->scan(Seq{1}, Seq{5000}, true, visit));
    QCOMPARE(next, 2003);
    int count = 0;
    QVERIFY(reader->scan(Seq{2000}, Seq{2001}, false, [&](const FilterRow &row) {
        ++count;
        return row.payload.isEmpty() && row.size == (count == 1 ? 12 : 1'000'000)
            && (count == 1 || row.detail == R"({"a":1})");
    }));
    QCOMPARE(count, 2);
    QVERIFY(reader->scan(Seq{1}, Seq{5}, true, [&](const FilterRow &) { return ++count < 5; }));
    QCOMPARE(count, 5);
    QVERIFY(reader->scan(Seq{5}, Seq{4}, true, [&](const FilterRow &) { return ++count < 5; }));
    QCOMPARE(count, 5);
}

QTEST_GUILESS_MAIN(TestFilterJob)
#include "tst_filterjob.moc"
