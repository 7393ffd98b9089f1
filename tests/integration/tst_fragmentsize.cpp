// SPDX-License-Identifier: GPL-3.0-or-later
// Messages go out in frames of the size that was set, as a server sees them.
#include "support/dialled.h"
#include "support/rawserver.h"

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_FragmentSize final : public QObject
{
    Q_OBJECT

private slots:
    void framesAreOfThisSize_data();
    void framesAreOfThisSize();
    void textIsCutInsideOfACharacter();
};

void tst_FragmentSize::framesAreOfThisSize_data()
{
    QTest::addColumn<qint64>("fragmentSize");
    QTest::addColumn<int>("size");
    QTest::addColumn<QList<int>>("frames");
    QTest::newRow("whole") << qint64(0) << 1'000'000 << QList<int>{1'000'000}; // more than QWebSocket's own 512 KiB
    QTest::newRow("larger than the message") << qint64(1000) << 999 << QList<int>{999};
    QTest::newRow("as large") << qint64(1000) << 1000 << QList<int>{1000};
    QTest::newRow("a byte less") << qint64(1000) << 1001 << QList<int>{1000, 1};
    QTest::newRow("several") << qint64(1000) << 3500 << QList<int>{1000, 1000, 1000, 500};
    QTest::newRow("single bytes") << qint64(1) << 3 << QList<int>{1, 1, 1};
    QTest::newRow("empty message") << qint64(10) << 0 << QList<int>{0};
}

void tst_FragmentSize::framesAreOfThisSize()
{
    QFETCH(const qint64, fragmentSize);
    QFETCH(const int, size);
    QFETCH(const QList<int>, frames);
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    ConnectionOptions options;
    options.fragmentSize = fragmentSize;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.isOpen());
    QByteArray payload;
    for (int i = 0; i < size; ++i)
        payload.append(char(i % 251));
    QVERIFY(dialled.transport->send({Opcode::Binary, payload}));
    QTRY_COMPARE(server.client()->frames().size(), frames.size());
    QByteArray together;
    const QList<RawFrame> sent = server.client()->frames();
    for (qsizetype i = 0; i < sent.size(); ++i) {
        QCOMPARE(int(sent[i].payload.size()), frames[i]);
        QCOMPARE(sent[i].opcode, i == 0 ? Opcode::Binary : Opcode::Continuation);
        QCOMPARE(sent[i].fin, i == sent.size() - 1);
        QVERIFY(sent[i].masked);
        together += sent[i].payload;
    }
    QCOMPARE(together, payload);
}

/// As RFC 6455 section 5.6 allows.
void tst_FragmentSize::textIsCutInsideOfACharacter()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    ConnectionOptions options;
    options.fragmentSize = 2;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.transport->send({Opcode::Text, "a世"}));
    QTRY_COMPARE(server.client()->frames().size(), 2);
    QCOMPARE(server.client()->frames().first().opcode, Opcode::Text);
    QCOMPARE(server.client()->frames().first().payload, "a\xe4"_ba);
    QCOMPARE(server.client()->frames().last().payload, "\xb8\x96"_ba);
}

QTEST_GUILESS_MAIN(tst_FragmentSize)
#include "tst_fragmentsize.moc"
