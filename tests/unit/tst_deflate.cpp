// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/deflate.h"

#include <QRandomGenerator>
#include <QTest>

#include <zlib.h>

using namespace Qt::StringLiterals;
using namespace sonde;

namespace {

constexpr qint64 NoLimit = qint64(1) << 40;

QByteArray inflated(MessageInflater &inflater, QByteArrayView bytes, qsizetype step = 1 << 20)
{
    QByteArray out;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        if (inflater.append(bytes.sliced(at).first(std::min(step, bytes.size() - at)), out, NoLimit)
            != InflateOutcome::Good)
            return "invalid";
    }
    return inflater.finish(out, NoLimit) == InflateOutcome::Good ? out : "invalid end";
}

QList<QByteArray> samples()
{
    QRandomGenerator random(3);
    QByteArray noise(100'000, Qt::Uninitialized);
    for (char &c : noise)
        c = char(random.generate());
    QByteArray json;
    for (int i = 0; i < 5000; ++i)
        json += R"({"symbol":"ABC","price":)" + QByteArray::number(random.bounded(100'000)) + "},";
    return {"Hello", "", "Hello", QByteArray(1, '\0'), QByteArray(200'000, 'a'), noise, json, json, "x"};
}

} // namespace

class tst_Deflate final : public QObject
{
    Q_OBJECT

private slots:
    void examplesOfTheRfc_data();
    void examplesOfTheRfc();
    void contextIsTakenOver();
    void thereAndBack_data();
    void thereAndBack();
    void windowIsKept();
    void blocksWithBFinal();
    void limitHoldsWhileInflating();
    void wrongBytes_data();
    void wrongBytes();
};

// RFC 7692 section 7.2.3
void tst_Deflate::examplesOfTheRfc_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("7.2.3.1 one block") << QByteArray::fromHex("f248cdc9c90700") << "Hello"_ba;
    QTest::newRow("7.2.3.3 no compression") << QByteArray::fromHex("000500faff48656c6c6f00") << "Hello"_ba;
    QTest::newRow("7.2.3.4 BFINAL") << QByteArray::fromHex("f348cdc9c9070000") << "Hello"_ba;
    QTest::newRow("7.2.3.5 two blocks") << QByteArray::fromHex("f248050000 00ffff cac9c90700") << "Hello"_ba;
    QTest::newRow("7.2.3.6 empty") << QByteArray::fromHex("00") << ""_ba;
}

void tst_Deflate::examplesOfTheRfc()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, message);
    for (qsizetype step = 1; step <= bytes.size(); ++step) {
        MessageInflater inflater(false);
        QCOMPARE(inflated(inflater, bytes, step), message);
        QCOMPARE(inflated(inflater, bytes, step), message); // once more, behind itself
    }
}

// RFC 7692 section 7.2.3.2
void tst_Deflate::contextIsTakenOver()
{
    MessageDeflater with(15, false);
    QCOMPARE(with.compress("Hello"), QByteArray::fromHex("f248cdc9c90700"));
    QCOMPARE(with.compress("Hello"), QByteArray::fromHex("f200110000"));
    MessageDeflater without(15, true);
    QCOMPARE(without.compress("Hello"), QByteArray::fromHex("f248cdc9c90700"));
    QCOMPARE(without.compress("Hello"), QByteArray::fromHex("f248cdc9c90700"));

    MessageInflater inflater(false);
    QCOMPARE(inflated(inflater, QByteArray::fromHex("f248cdc9c90700")), "Hello"_ba);
    QCOMPARE(inflated(inflater, QByteArray::fromHex("f200110000")), "Hello"_ba);
    // Whoever agreed on no takeover must not refer back.
    MessageInflater forgetful(true);
    QCOMPARE(inflated(forgetful, QByteArray::fromHex("f248cdc9c90700")), "Hello"_ba);
    QCOMPARE(inflated(forgetful, QByteArray::fromHex("f200110000")), "invalid"_ba);
}

void tst_Deflate::thereAndBack_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("noTakeover");
    for (int bits = 8; bits <= 15; ++bits) {
        for (const bool noTakeover : {false, true})
            QTest::addRow("%d bits, %s", bits, noTakeover ? "no takeover" : "takeover") << bits << noTakeover;
    }
}

void tst_Deflate::thereAndBack()
{
    QFETCH(const int, bits);
    QFETCH(const bool, noTakeover);
    MessageDeflater deflater(bits, noTakeover);
    MessageInflater inflater(noTakeover);
    for (const QByteArray &sample : samples()) {
        const QByteArray compressed = deflater.compress(sample);
        QVERIFY(!compressed.isEmpty());
        QVERIFY(!compressed.endsWith(QByteArray::fromHex("0000ffff")));
        QCOMPARE(inflated(inflater, compressed, 1000), sample);
    }
}

/// What is compressed for a window of 256 bytes must not refer back further: zlib's own inflater of that window reads it
/// in small steps, in which it has nothing more to refer to.
void tst_Deflate::windowIsKept()
{
    QRandomGenerator random(11);
    QByteArray block(300, Qt::Uninitialized);
    for (char &c : block)
        c = char(random.generate());
    MessageDeflater deflater(8, false);
    const QByteArray compressed = deflater.compress(QByteArray(block + block + block));
    QVERIFY(compressed.size() > 2 * block.size()); // the repetitions are 300 bytes back
    z_stream stream = {};
    QCOMPARE(inflateInit2(&stream, -8), Z_OK);
    QByteArray in = compressed + QByteArray::fromHex("0000ffff");
    QByteArray out;
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = uInt(in.size());
    char byte = 0;
    do {
        stream.next_out = reinterpret_cast<Bytef *>(&byte);
        stream.avail_out = 1;
        const int code = ::inflate(&stream, Z_SYNC_FLUSH);
        QVERIFY2(code == Z_OK || code == Z_BUF_ERROR, stream.msg);
        if (stream.avail_out == 0)
            out.append(byte);
    } while (stream.avail_out == 0);
    inflateEnd(&stream);
    QCOMPARE(out, QByteArray(block + block + block));
}

/// RFC 7692 section 7.2.3.4, with a reference from behind the final block to before it.
void tst_Deflate::blocksWithBFinal()
{
    z_stream stream = {};
    QCOMPARE(deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
    QByteArray text = "The quick brown fox jumps over the lazy dog. ";
    QByteArray first(1000, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(text.data());
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(first.data());
    stream.avail_out = uInt(first.size());
    QCOMPARE(::deflate(&stream, Z_FINISH), Z_STREAM_END);
    first.truncate(1000 - stream.avail_out);
    QCOMPARE(deflateReset(&stream), Z_OK);
    QCOMPARE(deflateSetDictionary(&stream, reinterpret_cast<const Bytef *>(text.constData()), uInt(text.size())), Z_OK);
    QByteArray second(1000, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(text.data());
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(second.data());
    stream.avail_out = uInt(second.size());
    QCOMPARE(::deflate(&stream, Z_SYNC_FLUSH), Z_OK);
    second.truncate(1000 - stream.avail_out - 4);
    deflateEnd(&stream);
    QVERIFY(second.size() < 12); // it does refer back

    MessageInflater inflater(false);
    QCOMPARE(inflated(inflater, QByteArray(first + second)), QByteArray(text + text));
}

void tst_Deflate::limitHoldsWhileInflating()
{
    constexpr qint64 Limit = 1000;
    MessageDeflater deflater(15, true);
    for (const auto &[size, outcome] :
         {std::pair(Limit, InflateOutcome::Good), std::pair(Limit + 1, InflateOutcome::TooLarge),
          std::pair(qint64(50'000'000), InflateOutcome::TooLarge)}) {
        const QByteArray bomb = deflater.compress(QByteArray(size, 'a'));
        MessageInflater inflater(true);
        QByteArray out;
        InflateOutcome result = inflater.append(bomb, out, Limit);
        if (result == InflateOutcome::Good)
            result = inflater.finish(out, Limit);
        QCOMPARE(result, outcome);
        QVERIFY(out.size() <= Limit + 1);
        QVERIFY(out.capacity() < 100'000);
    }
}

void tst_Deflate::wrongBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("reserved block type") << QByteArray::fromHex("06");
    QTest::newRow("lengths that don't match") << QByteArray::fromHex("000500000048656c6c6f");
    QTest::newRow("reference to nothing") << QByteArray::fromHex("f200110000");
    QTest::newRow("stored block that lacks its end") << QByteArray::fromHex("000900f6ff48656c");
    QTest::newRow("nothing at all") << QByteArray("");
    QTest::newRow("text") << "plain text, not compressed"_ba;
}

void tst_Deflate::wrongBytes()
{
    QFETCH(const QByteArray, bytes);
    MessageInflater inflater(false);
    QVERIFY(inflated(inflater, bytes).startsWith("invalid"));
}

QTEST_GUILESS_MAIN(tst_Deflate)
#include "tst_deflate.moc"
