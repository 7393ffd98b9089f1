// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawserver.h"
#include "wire/frames.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Frames final : public QObject
{
    Q_OBJECT

private slots:
    void masksCloseFrames_data();
    void masksCloseFrames();
    void masksDiffer();
    void endsWithClosePayload_data();
    void endsWithClosePayload();
    void closeFrameAtEnd_data();
    void closeFrameAtEnd();
    void endsWithSplitCharacter_data();
    void endsWithSplitCharacter();
    void anyTextFrameCutInsideACharacterIsSeen();
    void sendableCodes();
    void names_data();
    void names();
};

void tst_Frames::masksCloseFrames_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("no code") << 1005 << QString() << QByteArray();
    QTest::newRow("code") << 1000 << QString() << QByteArray("\x03\xE8");
    QTest::newRow("reason") << 4999 << u"конец"_s << QByteArray("\x13\x87") + u"конец"_s.toUtf8();
    QTest::newRow("longest") << 1001 << QString(MaxCloseReason, u'r') << QByteArray("\x03\xE9") + QByteArray(123, 'r');
}

void tst_Frames::masksCloseFrames()
{
    QFETCH(const int, code);
    QFETCH(const QString, reason);
    QFETCH(const QByteArray, payload);
    const QByteArray bytes = maskedCloseFrame({quint16(code), reason});
    const QList<RawFrame> frames = rawFrames(bytes);
    QCOMPARE(frames.size(), 1);
    QCOMPARE(frames.first().opcode, Opcode::Close);
    QVERIFY(frames.first().fin);
    QVERIFY(frames.first().masked);
    QCOMPARE(frames.first().rsv, quint8(0));
    QCOMPARE(frames.first().payload, payload);
    QCOMPARE(bytes.size(), 6 + payload.size());
}

void tst_Frames::masksDiffer()
{
    // RFC 6455 section 5.3 wants an unpredictable mask: 64 frames with one mask are no accident.
    QSet<QByteArray> masks;
    for (int i = 0; i < 64; ++i)
        masks.insert(maskedCloseFrame({1000, {}}).mid(2, 4));
    QVERIFY(masks.size() > 1);
}

void tst_Frames::endsWithClosePayload_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<CloseFrame>("frame");
    QTest::addColumn<bool>("expected");
    const QByteArray text = RawFrame{.payload = "hi"}.bytes();
    const auto close = [](const QByteArray &payload) { return RawFrame{Opcode::Close, payload}.bytes(); };
    QTest::newRow("code") << text + close("\x03\xE8") << CloseFrame{1000, {}} << true;
    QTest::newRow("reason") << close("\x03\xE9"
                                     "bye")
                            << CloseFrame{1001, u"bye"_s} << true;
    QTest::newRow("no code") << text + close({}) << CloseFrame{} << true;
    QTest::newRow("no code, asked for 1000") << close({}) << CloseFrame{1000, {}} << false;
    QTest::newRow("1000, asked for no code") << close("\x03\xE8") << CloseFrame{} << false;
    QTest::newRow("other code") << close("\x03\xE9") << CloseFrame{1000, {}} << false;
    QTest::newRow("other reason") << close("\x03\xE8"
                                           "bye")
                                  << CloseFrame{1000, u"by"_s} << false;
    QTest::newRow("something behind it") << close("\x03\xE8") + text << CloseFrame{1000, {}} << false;
    QTest::newRow("cut off") << close("\x03\xE8").chopped(1) << CloseFrame{1000, {}} << false;
    QTest::newRow("nothing") << QByteArray() << CloseFrame{} << false;
}

void tst_Frames::endsWithClosePayload()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const CloseFrame, frame);
    QFETCH(const bool, expected);
    QCOMPARE(sonde::endsWithClosePayload(bytes, frame), expected);
}

void tst_Frames::closeFrameAtEnd_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code"); // 0 for none
    QTest::addColumn<QString>("reason");
    const QByteArray text = RawFrame{.payload = "hi"}.bytes();
    const auto close = [](const QByteArray &payload) { return RawFrame{Opcode::Close, payload}.bytes(); };
    QTest::newRow("1012") << text + close("\x03\xF4") << 1012 << QString();
    QTest::newRow("1014 with reason") << close(QByteArray("\x03\xF6") + u"назад"_s.toUtf8()) << 1014 << u"назад"_s;
    QTest::newRow("longest") << close(QByteArray("\x03\xF4") + QByteArray(MaxCloseReason, 'r')) << 1012
                             << QString(MaxCloseReason, u'r');
    QTest::newRow("reason that begins with U+FEFF")
        << close(QByteArray("\x03\xF4") + u"\uFEFFx"_s.toUtf8()) << 1012 << u"\uFEFFx"_s;
    QTest::newRow("no code") << close({}) << 0 << QString();
    QTest::newRow("half a code") << close("\x03") << 0 << QString();
    QTest::newRow("1006") << close("\x03\xEE") << 0 << QString();
    QTest::newRow("999") << close("\x03\xE7") << 0 << QString();
    QTest::newRow("reason not UTF-8") << close("\x03\xF4\xFF") << 0 << QString();
    QTest::newRow("something behind it") << close("\x03\xF4") + text << 0 << QString();
    QTest::newRow("cut off") << close("\x03\xF4").chopped(1) << 0 << QString();
    QTest::newRow("binary frame that looks like it") << RawFrame{Opcode::Binary, "\x03\xF4"}.bytes() << 0 << QString();
    QTest::newRow("nothing") << QByteArray() << 0 << QString();
    QTest::newRow("one byte") << QByteArray("\x88") << 0 << QString();
}

void tst_Frames::closeFrameAtEnd()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, code);
    QFETCH(const QString, reason);
    const std::optional<CloseFrame> frame = sonde::closeFrameAtEnd(bytes);
    QCOMPARE(frame.has_value(), code != 0);
    if (frame) {
        QCOMPARE(int(frame->code), code);
        QCOMPARE(frame->reason, reason);
    }
}

void tst_Frames::endsWithSplitCharacter_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("expected");
    const auto open = [](const QByteArray &payload, Opcode opcode = Opcode::Text) {
        return RawFrame{.opcode = opcode, .payload = payload, .fin = false}.bytes();
    };
    QTest::newRow("first of two") << open("a\xD0") << true;
    QTest::newRow("first of three") << open("a\xE4") << true;
    QTest::newRow("two of three") << open("a\xE4\xB8") << true;
    QTest::newRow("three of four") << open("\xF0\x9F\x98") << true;
    QTest::newRow("continuation") << open("\xD0", Opcode::Continuation) << true;
    QTest::newRow("behind another frame") << RawFrame{.payload = "x"}.bytes() + open("\xD0") << true;
    QTest::newRow("16-bit length") << open(QByteArray(200, 'a') + "\xD0") << true;
    QTest::newRow("64-bit length") << open(QByteArray(70'000, 'a') + "\xD0") << true;
    QTest::newRow("whole character") << open("\xD0\xB6") << false;
    QTest::newRow("ASCII") << open("a") << false;
    QTest::newRow("empty frame") << open({}) << false;
    QTest::newRow("last frame of its message") << RawFrame{.payload = "\xD0"}.bytes() << false;
    QTest::newRow("binary") << open("\xD0", Opcode::Binary) << false;
    QTest::newRow("never a lead byte: FF") << open("a\xFF") << false;
    QTest::newRow("never a lead byte: F5") << open("a\xF5\x80") << false;
    QTest::newRow("never a lead byte: C0") << open("a\xC0") << false;
    QTest::newRow("continuation bytes alone") << open("\x80\x80\x80\x80") << false;
    QTest::newRow("frame cut off") << open("abc\xD0").chopped(1) << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("one byte") << QByteArray("\x01") << false;
}

void tst_Frames::endsWithSplitCharacter()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, expected);
    QCOMPARE(sonde::endsWithSplitCharacter(bytes), expected);
}

void tst_Frames::anyTextFrameCutInsideACharacterIsSeen()
{
    const QByteArray text = u"Grüße, 世界 😀"_s.toUtf8();
    for (qsizetype cut = 1; cut < text.size(); ++cut) {
        const bool inside = (quint8(text[cut]) & 0xC0) == 0x80;
        const QByteArray bytes = RawFrame{.payload = text.first(cut), .fin = false}.bytes();
        QCOMPARE(sonde::endsWithSplitCharacter(bytes), inside);
    }
}

void tst_Frames::sendableCodes()
{
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
        QVERIFY2(isSendableCloseCode(quint16(code)), qPrintable(QString::number(code)));
    for (const int code : {0, 1, 999, 1004, 1005, 1006, 1015, 5000, 65535})
        QVERIFY2(!isSendableCloseCode(quint16(code)), qPrintable(QString::number(code)));
}

void tst_Frames::names_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("name");
    QTest::newRow("1000") << 1000 << u"Normal Closure"_s;
    QTest::newRow("1001") << 1001 << u"Going Away"_s;
    QTest::newRow("1005") << 1005 << u"No Status Received"_s;
    QTest::newRow("1006") << 1006 << u"Abnormal Closure"_s;
    QTest::newRow("1009") << 1009 << u"Message Too Big"_s;
    QTest::newRow("1012") << 1012 << u"Service Restart"_s;
    QTest::newRow("1015") << 1015 << u"TLS Handshake"_s;
    QTest::newRow("3000") << 3000 << u"Unauthorized"_s;
    QTest::newRow("1004") << 1004 << QString();
    QTest::newRow("1016") << 1016 << QString();
    QTest::newRow("4000") << 4000 << QString();
    QTest::newRow("0") << 0 << QString();
}

void tst_Frames::names()
{
    QFETCH(const int, code);
    QFETCH(const QString, name);
    QCOMPARE(closeCodeName(quint16(code)), name);
}

QTEST_GUILESS_MAIN(tst_Frames)
#include "tst_frames.moc"
