// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/recordtext.h"

#include <QLocale>
#include <QTest>

using namespace sonde;

class TestRecordText final : public QObject
{
    Q_OBJECT

private slots:
    void previewsPayloads_data();
    void previewsPayloads();
    void cutHeadIsNoMistake();
    void previewsEvents();
    void previewsPayloadAndText();
    void namesTheFileOfAPayload();
    void namesEverything();
};

void TestRecordText::previewsPayloads_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("preview");
    const int text = int(Kind::Text);
    const int binary = int(Kind::Binary);
    QTest::newRow("empty") << text << QByteArray() << QString();
    QTest::newRow("plain") << text << QByteArray("hello") << QStringLiteral("hello");
    QTest::newRow("lines") << text << QByteArray("a\nb\r\nc\rd\te") << QStringLiteral("a⏎b⏎c⏎d e");
    QTest::newRow("controls") << text << QByteArray("\0\x1b\x7f", 3) << QStringLiteral("␀␛␡");
    QTest::newRow("beyond ASCII") << text << QByteArray("héllo 🎉") << QStringLiteral("héllo 🎉");
    QTest::newRow("invalid UTF-8") << text
                                   << QByteArray("a\xff"
                                                 "b\xc3")
                                   << QStringLiteral("a\ufffdb\ufffd");
    QTest::newRow("line separators") << text << QByteArray("a\u2028b\u2029") << QStringLiteral("a⏎b⏎");
    QTest::newRow("direction") << text << QByteArray("a\u202eb") << QStringLiteral("a\ufffdb");
    QTest::newRow("200 characters") << text << QByteArray(200, 'x') << QString(200, u'x');
    QTest::newRow("201 characters") << text << QByteArray(201, 'x') << QString(200, u'x') + u'…';
    QTest::newRow("pair at the end") << text << QByteArray(199, 'x') + QByteArray("🎉") << QString(199, u'x') + u'…';
    QTest::newRow("binary") << binary << QByteArray("Hel\0\xff", 5) << QStringLiteral("48 65 6c 00 ff");
    QTest::newRow("67 bytes") << binary << QByteArray(67, 'H') << QString::fromLatin1(QByteArray(67, 'H').toHex(' '));
    QTest::newRow("68 bytes") << binary << QByteArray(68, 'H')
                              << QString::fromLatin1(QByteArray(67, 'H').toHex(' ') + " ") + u'…';
    QTest::newRow("ping of text") << int(Kind::Ping) << QByteArray("beat") << QStringLiteral("beat");
    QTest::newRow("pong of bytes") << int(Kind::Pong) << QByteArray("\xff\x01") << QStringLiteral("ff 01");
}

void TestRecordText::previewsPayloads()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, payload);
    QFETCH(QString, preview);
    Record record;
    record.kind = Kind(kind);
    record.size = payload.size();
    record.payload = payload;
    QCOMPARE(previewText(record), preview);
}

void TestRecordText::cutHeadIsNoMistake()
{
    Record record;
    record.kind = Kind::Text;
    record.size = 1000;
    record.payload = QByteArray("h\xc3");
    QCOMPARE(previewText(record), QStringLiteral("h…"));
}

void TestRecordText::previewsEvents()
{
    Record record;
    record.kind = Kind::Close;
    record.detail = R"({"code":1000,"text":"Closed\nby the peer"})";
    QCOMPARE(previewText(record), QStringLiteral("Closed⏎by the peer"));
    record.detail = R"({"code":1000})";
    record.payload = "bye";
    record.size = 3;
    QCOMPARE(previewText(record), QStringLiteral("bye"));
    record.detail = "no JSON";
    QCOMPARE(previewText(record), QStringLiteral("bye"));
}

void TestRecordText::previewsPayloadAndText()
{
    Record record;
    record.kind = Kind::Pong;
    record.payload = "beat";
    record.size = 4;
    record.detail = R"({"text":"12 ms"})";
    QCOMPARE(previewText(record), QStringLiteral("beat · 12 ms"));
    record.payload.clear();
    record.size = 0;
    QCOMPARE(previewText(record), QStringLiteral("12 ms"));
}

void TestRecordText::namesTheFileOfAPayload()
{
    Record record;
    record.kind = Kind::Binary;
    record.direction = Direction::Out;
    record.detail = R"({"text":"From the file /tmp/x, 1 GiB","file":{"path":"/tmp/x","size":1073741824}})";
    QVERIFY(isInFile(record));
    QCOMPARE(previewText(record), QStringLiteral("From the file /tmp/x, 1 GiB"));
    QCOMPARE(sizeText(record), QLocale().toString(1073741824));
    record.detail = R"({"compressedSize":5})";
    QVERIFY(!isInFile(record));
    record.detail = R"({"file":{}})";
    record.kind = Kind::Notice;
    QVERIFY(!isInFile(record));
}

void TestRecordText::namesEverything()
{
    QSet<QString> names;
    for (int kind = int(Kind::Attempt); kind <= int(Kind::Notice); ++kind)
        names.insert(displayName(Kind(kind)));
    QCOMPARE(names.size(), 10);
    QVERIFY(!names.contains(displayName(Kind(99))));
    QCOMPARE(displayName(Direction::In), QStringLiteral("In"));
    QCOMPARE(displayName(Direction::Out), QStringLiteral("Out"));
    QCOMPARE(displayName(Direction::Event), QStringLiteral("Event"));
}

QTEST_GUILESS_MAIN(TestRecordText)
#include "tst_recordtext.moc"
