// SPDX-License-Identifier: GPL-3.0-or-later
// What RFC 6455 sections 4 to 8 and RFC 7692 demand of a client that reads: a row for each demand, named by its section,
// fed with bytes that are cut at every position.
#include "wire/messagedecoder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

namespace {

using Step = MessageDecoder::Step;

QString failed(const ViolationFacts &facts)
{
    return u"failed %1 RFC %2 section %3"_s.arg(facts.closeCode).arg(facts.rfc).arg(QLatin1StringView(facts.section));
}

/// What came out, in words: "text Hello", "binary 0102", "ping x", "close 1000 bye", "failed 1002".
QStringList read(const QByteArray &bytes, const QList<qsizetype> &cuts, const DecoderOptions &options)
{
    MessageDecoder decoder(options);
    QStringList events;
    qsizetype from = 0;
    for (qsizetype i = 0; i <= cuts.size(); ++i) {
        const qsizetype to = i < cuts.size() ? cuts[i] : bytes.size();
        // A buffer of its own for each piece, so that a sanitizer sees whoever reads beyond it.
        const QByteArray piece(bytes.constData() + from, to - from);
        from = to;
        QByteArrayView input = piece;
        for (Step step = decoder.next(input); step != Step::NeedsInput; step = decoder.next(input)) {
            if (step == Step::Failed)
                return events << failed(factsOf(decoder.failure()));
            if (step == Step::Message) {
                const Message message = decoder.takeMessage();
                events << (message.opcode == Opcode::Text
                               ? u"text "_s + QString::fromUtf8(message.payload)
                               : u"binary "_s + QString::fromLatin1(message.payload.toHex()));
            } else if (decoder.controlOpcode() == Opcode::Close) {
                const CloseFrame close = closeFrame(decoder.control());
                events << u"close %1 %2"_s.arg(close.code).arg(close.reason).trimmed();
            } else {
                events << (decoder.controlOpcode() == Opcode::Ping ? u"ping "_s : u"pong "_s)
                        + QString::fromUtf8(decoder.control());
            }
        }
    }
    return events;
}

QByteArray frame(Opcode opcode, const QByteArray &payload, bool isFinal = true)
{
    QByteArray bytes;
    appendFrame(bytes, frameHead(opcode, payload.size(), isFinal), payload);
    return bytes;
}

QByteArray text(const QByteArray &payload, bool isFinal = true)
{
    return frame(Opcode::Text, payload, isFinal);
}

QByteArray more(const QByteArray &payload, bool isFinal = true)
{
    return frame(Opcode::Continuation, payload, isFinal);
}

QByteArray closing(const QByteArray &payload)
{
    return frame(Opcode::Close, payload);
}

QByteArray code(int code, const QByteArray &reason = {})
{
    return QByteArray(1, char(code >> 8)) + char(code & 0xFF) + reason;
}

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

constexpr auto Protocol = "failed 1002 RFC 6455 section %1";

QString protocol(const char *section)
{
    return QString::fromLatin1(Protocol).arg(QLatin1StringView(section));
}

} // namespace

class tst_Conformance final : public QObject
{
    Q_OBJECT

private slots:
    void client_data();
    void client();
    void lenient_data();
    void lenient();
    void compressed_data();
    void compressed();
    void compressedBeyondTheWindow();
    void server_data();
    void server();
    void failsAtTheFirstWrongByte();
    void limit_data();
    void limit();
    void closeCodes_data();
    void closeCodes();
    void nothingIsReadBehindAFailure();
    void bornViolationsAreTold();
};

void tst_Conformance::client_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("events");
    const auto row = [](const char *name, const QByteArray &bytes, const QStringList &events) {
        QTest::newRow(name) << bytes << events;
    };
    const QByteArray long125(125, 'l');

    row("5.1 a masked frame", hex("818537fa213d7f9f4d5158"), {protocol("5.1")});
    row("5.2 one text", text("Hello"), {u"text Hello"_s});
    row("5.2 one binary", frame(Opcode::Binary, hex("00ff")), {u"binary 00ff"_s});
    row("5.2 empty text", text({}), {u"text "_s});
    row("5.2 empty binary", frame(Opcode::Binary, {}), {u"binary "_s});
    row("5.2 length of 125", text(long125), {u"text "_s + QString::fromLatin1(long125)});
    row("5.2 length of 126", text(QByteArray(126, 'm')), {u"text "_s + QString(126, u'm')});
    row("5.2 length of 127", text(QByteArray(127, 'm')), {u"text "_s + QString(127, u'm')});
    row("5.2 length of 128", text(QByteArray(128, 'm')), {u"text "_s + QString(128, u'm')});
    row("5.2 two in a row", text("a") + text("b"), {u"text a"_s, u"text b"_s});
    row("5.2 RSV1 with no extension", hex("c10141"), {protocol("5.2")});
    row("5.2 RSV2", hex("a10141"), {protocol("5.2")});
    row("5.2 RSV3", hex("910141"), {protocol("5.2")});
    row("5.2 RSV1 on a control frame", hex("c900"), {protocol("5.2")});
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        const QByteArray bytes = QByteArray(1, char(0x80 | opcode)) + '\0';
        QTest::addRow("5.2 opcode %d", opcode) << text("a") + bytes << QStringList{u"text a"_s, protocol("5.2")};
    }
    row("5.2 five in 16 bits", hex("817e000548656c6c6f"), {protocol("5.2")});
    row("5.2 five in 64 bits", hex("817f000000000000000548656c6c6f"), {protocol("5.2")});
    row("5.2 65535 in 64 bits", hex("827f000000000000ffff"), {protocol("5.2")});
    row("5.2 highest bit of 64", hex("827f8000000000000001"), {protocol("5.2")});
    row("5.4 two frames", text("Hel", false) + more("lo"), {u"text Hello"_s});
    row("5.4 many frames", text("H", false) + more("e", false) + more("l", false) + more("l", false) + more("o"),
        {u"text Hello"_s});
    row("5.4 empty frames", text({}, false) + more({}, false) + more({}), {u"text "_s});
    row("5.4 empty first and last", text({}, false) + more("x", false) + more({}), {u"text x"_s});
    row("5.4 binary frames", frame(Opcode::Binary, hex("01"), false) + more(hex("02")), {u"binary 0102"_s});
    row("5.4 control frames between",
        text("a", false) + frame(Opcode::Ping, "p") + more("b", false) + frame(Opcode::Pong, "q") + more("c"),
        {u"ping p"_s, u"pong q"_s, u"text abc"_s});
    row("5.4 close between", text("a", false) + closing(code(1000)), {u"close 1000"_s});
    row("5.4 continuation of nothing", more("x"), {protocol("5.4")});
    row("5.4 continuation of nothing, not the last", more("x", false), {protocol("5.4")});
    row("5.4 continuation behind a whole message", text("a") + more("b"), {u"text a"_s, protocol("5.4")});
    row("5.4 text within a text", text("a", false) + text("b"), {protocol("5.4")});
    row("5.4 binary within a text", text("a", false) + frame(Opcode::Binary, "b"), {protocol("5.4")});
    row("5.5 ping of 125", frame(Opcode::Ping, long125), {u"ping "_s + QString::fromLatin1(long125)});
    row("5.5 ping of 126", hex("897e007e") + QByteArray(126, 'p'), {protocol("5.5")});
    row("5.5 close of 126", hex("887e007e") + QByteArray(126, 'p'), {protocol("5.5")});
    row("5.5 fragmented ping", frame(Opcode::Ping, "a", false), {protocol("5.5")});
    row("5.5 fragmented pong", frame(Opcode::Pong, "a", false), {protocol("5.5")});
    row("5.5 fragmented close", frame(Opcode::Close, {}, false), {protocol("5.5")});
    row("5.5.1 close without a code", closing({}), {u"close 1005"_s});
    row("5.5.1 close with a code", closing(code(1001)), {u"close 1001"_s});
    row("5.5.1 close with a reason", closing(code(4321, u"пока"_s.toUtf8())), {u"close 4321 пока"_s});
    row("5.5.1 longest reason", closing(code(1000, QByteArray(123, 'r'))), {u"close 1000 "_s + QString(123, u'r')});
    row("5.5.1 reason that begins with U+FEFF", closing(code(1000, u"\uFEFFx"_s.toUtf8())), {u"close 1000 \uFEFFx"_s});
    row("5.5.1 half a code", closing("\x03"), {protocol("5.5.1")});
    row("5.5.1 reason that is no UTF-8", closing(code(1000, "\xFF")), {u"failed 1007 RFC 6455 section 5.5.1"_s});
    row("5.5.1 reason cut in a character", closing(code(1000, "\xD0")), {u"failed 1007 RFC 6455 section 5.5.1"_s});
    row("5.5.2 ping", frame(Opcode::Ping, "Hello"), {u"ping Hello"_s});
    row("5.5.2 empty ping", frame(Opcode::Ping, {}), {u"ping "_s});
    row("5.5.3 pong that nobody asked for", frame(Opcode::Pong, "x"), {u"pong x"_s});
    row("5.6 character across frames", text("\xD0", false) + more("\xB6"), {u"text ж"_s});
    row("5.6 character across three frames", text("\xE4", false) + more("\xB8", false) + more("\x96"), {u"text 世"_s});
    row("5.6 binary is not looked at", frame(Opcode::Binary, "\xFF\xFE"), {u"binary fffe"_s});
    row("8.1 no UTF-8", text("a\xFF"), {u"failed 1007 RFC 6455 section 8.1"_s});
    row("8.1 cut in a character", text("a\xD0"), {u"failed 1007 RFC 6455 section 8.1"_s});
    row("8.1 cut in a character, in the last frame", text("a\xD0", false) + more({}),
        {u"failed 1007 RFC 6455 section 8.1"_s});
    row("8.1 surrogate", text("\xED\xA0\x80"), {u"failed 1007 RFC 6455 section 8.1"_s});
    row("8.1 overlong", text("\xC0\xAF"), {u"failed 1007 RFC 6455 section 8.1"_s});
    row("8.1 wrong in the first of two frames", text("\xFF", false), {u"failed 1007 RFC 6455 section 8.1"_s});
    row("8.1 wrong across frames", text("\xD0", false) + more("a"), {u"failed 1007 RFC 6455 section 8.1"_s});
    row("7692 6 compressed with nothing agreed on", hex("c107f248cdc9c90700"), {protocol("5.2")});
}

void tst_Conformance::client()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, events);
    QCOMPARE(read(bytes, {}, {}), events);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        QCOMPARE(read(bytes, {cut}, {}), events);
    QList<qsizetype> everywhere;
    for (qsizetype cut = 1; cut < bytes.size(); ++cut)
        everywhere << cut;
    QCOMPARE(read(bytes, everywhere, {}), events);
}

void tst_Conformance::lenient_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("events");
    const auto row = [](const char *name, const QByteArray &bytes, const QStringList &events) {
        QTest::newRow(name) << bytes + text("on") << events;
    };
    row("masked", hex("818537fa213d7f9f4d5158"), {u"text Hello"_s, u"text on"_s});
    row("reserved bit", hex("910141"), {u"text A"_s, u"text on"_s});
    row("reserved opcode", hex("830141"), {u"text on"_s});
    row("reserved control opcode", hex("8b0141"), {u"text on"_s});
    row("long form", hex("817e000548656c6c6f"), {u"text Hello"_s, u"text on"_s});
    row("fragmented ping", frame(Opcode::Ping, "a", false), {u"ping a"_s, u"text on"_s});
    row("long ping", hex("897e007e") + QByteArray(126, 'p'), {u"ping "_s + QString(126, u'p'), u"text on"_s});
    row("continuation of nothing", more("x"), {u"text on"_s});
    row("continuation of nothing, twice", more("x", false) + more("y"), {u"text on"_s});
    row("text within a text", text("a", false) + text("b"), {u"text a"_s, u"text b"_s, u"text on"_s});
    row("no UTF-8",
        text("a\xFF"
             "b"),
        {u"text a\uFFFDb"_s, u"text on"_s});
    row("half a close code", closing("\x03"), {u"close 1005"_s, u"text on"_s});
    row("forbidden close code", closing(code(1006)), {u"close 1006"_s, u"text on"_s});
    row("close reason", closing(code(1000, "\xFF")), {u"close 1000 \uFFFD"_s, u"text on"_s});
    row("a length that can't be", hex("827f8000000000000001"), {protocol("5.2")});
}

void tst_Conformance::lenient()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, events);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        QCOMPARE(read(bytes, {cut}, {.isLenient = true}), events);
}

void tst_Conformance::compressed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("events");
    const auto row = [](const char *name, const QByteArray &bytes, const QStringList &events) {
        QTest::newRow(name) << bytes << events;
    };
    row("7.2.3.1 one frame", hex("c107f248cdc9c90700"), {u"text Hello"_s});
    row("7.2.3.1 two frames", hex("4103f248cd8004c9c90700"), {u"text Hello"_s});
    row("7.2.3.2 taken over", hex("c107f248cdc9c90700c105f200110000"), {u"text Hello"_s, u"text Hello"_s});
    row("7.2.3.3 stored", hex("c10b000500faff48656c6c6f00"), {u"text Hello"_s});
    row("7.2.3.4 BFINAL", hex("c108f348cdc9c9070000"), {u"text Hello"_s});
    row("7.2.3.5 two blocks", hex("c10df2480500 0000ffffcac9c90700"), {u"text Hello"_s});
    row("7.2.3.6 empty", hex("c10100"), {u"text "_s});
    row("6 not each message is", text("plain") + hex("c107f248cdc9c90700") + text("plain"),
        {u"text plain"_s, u"text Hello"_s, u"text plain"_s});
    row("6 control frames between", hex("4103f248cd") + frame(Opcode::Ping, "p") + hex("8004c9c90700"),
        {u"ping p"_s, u"text Hello"_s});
    row("6.1 RSV1 on a continuation", hex("4103f248cdc004c9c90700"), {protocol("5.2")});
    row("6.1 RSV1 on a ping", hex("c900"), {protocol("5.2")});
    row("6.2 RSV2", hex("e107f248cdc9c90700"), {protocol("5.2")});
    row("7.2.2 no DEFLATE", hex("c10106"), {u"failed 1007 RFC 7692 section 7.2.2"_s});
    row("7.2.2 UTF-8 is checked decompressed", hex("c109000200fdff") + "a\xFF" + hex("00"),
        {u"failed 1007 RFC 6455 section 8.1"_s});
    row("7.2.2 no UTF-8 before what is no DEFLATE", hex("c108000200fdff") + "a\xFF" + hex("06"),
        {u"failed 1007 RFC 6455 section 8.1"_s});
}

void tst_Conformance::compressed()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, events);
    const DecoderOptions options{.deflate = DeflateParameters()};
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        QCOMPARE(read(bytes, {cut}, options), events);
}

/// Whether bytes that refer back further than was agreed on are read must not hang on where they are cut.
void tst_Conformance::compressedBeyondTheWindow()
{
    QByteArray block;
    for (int i = 0; i < 100; ++i)
        block += QByteArray::number(i * 7919 % 1009);
    FrameHead head = frameHead(Opcode::Text, 0);
    head.reserved = Rsv1;
    const QByteArray payload = MessageDeflater(15, false).compress(QByteArray(block + block));
    head.lengthForm = shortestLengthForm(payload.size());
    head.payloadSize = payload.size();
    QByteArray bytes;
    appendFrame(bytes, head, payload);
    const DecoderOptions options{.deflate = DeflateParameters{.serverMaxWindowBits = 8}};
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        QCOMPARE(read(bytes, {cut}, options), QStringList{u"text "_s + QString::fromLatin1(block + block)});
}

void tst_Conformance::server_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("events");
    QTest::newRow("5.1 masked") << hex("818537fa213d7f9f4d5158") << QStringList{u"text Hello"_s};
    QTest::newRow("5.1 not masked") << text("a") << QStringList{protocol("5.1")};
    QByteArray large;
    appendFrame(large, maskedFrameHead(Opcode::Text, 300), QByteArray(300, 'x'));
    QTest::newRow("5.3 cut mask") << large << QStringList{u"text "_s + QString(300, u'x')};
}

void tst_Conformance::server()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, events);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        QCOMPARE(read(bytes, {cut}, {.peer = Side::Client}), events);
}

/// RFC 6455 section 8.1, and as the field's conformance suite wants it: not only when the message is whole.
void tst_Conformance::failsAtTheFirstWrongByte()
{
    const QByteArray good = u"Grüße"_s.toUtf8();
    const QByteArray bytes = text(good + "\xFF" + QByteArray(60, 'x'));
    MessageDecoder decoder;
    QByteArrayView before(bytes.constData(), 2 + good.size());
    QCOMPARE(decoder.next(before), Step::NeedsInput);
    QByteArrayView wrong(bytes.constData() + 2 + good.size(), 1);
    QCOMPARE(decoder.next(wrong), Step::Failed);
    QCOMPARE(decoder.failure(), Violation::InvalidUtf8);
    QCOMPARE(decoder.validUtf8Bytes(), good.size());
}

void tst_Conformance::limit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("fits");
    QTest::newRow("as large as allowed") << text(QByteArray(100, 'x')) << true;
    QTest::newRow("one more") << text(QByteArray(101, 'x')).first(2) << false; // told by the header alone
    QTest::newRow("two frames as large") << text(QByteArray(60, 'x'), false) + more(QByteArray(40, 'x')) << true;
    QTest::newRow("two frames, one more") << text(QByteArray(60, 'x'), false) + more(QByteArray(41, 'x')) << false;
}

void tst_Conformance::limit()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, fits);
    const QStringList events = read(bytes, {}, {.limit = 100});
    QCOMPARE(events.size(), 1);
    if (fits)
        QCOMPARE(events.first(), u"text "_s + QString(100, u'x'));
    else
        QCOMPARE(events.first(), u"failed 1009 RFC 6455 section 10.4"_s);
}

void tst_Conformance::closeCodes_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<bool>("good");
    for (const int number :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
        QTest::addRow("7.4 %d", number) << number << true;
    for (const int number : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
        QTest::addRow("7.4 %d", number) << number << false;
}

void tst_Conformance::closeCodes()
{
    QFETCH(const int, number);
    QFETCH(const bool, good);
    QCOMPARE(read(closing(code(number)), {}, {}), QStringList{good ? u"close %1"_s.arg(number) : protocol("7.4")});
}

void tst_Conformance::nothingIsReadBehindAFailure()
{
    MessageDecoder decoder;
    const QByteArray bytes = more("x") + text("good");
    QByteArrayView input = bytes;
    QCOMPARE(decoder.next(input), Step::Failed);
    QCOMPARE(decoder.next(input), Step::Failed);
    QByteArrayView fresh = bytes;
    QCOMPARE(decoder.next(fresh), Step::Failed);
}

void tst_Conformance::bornViolationsAreTold()
{
    MessageDecoder decoder({.isLenient = true});
    const QByteArray bytes = hex("919e37fa213d");
    QByteArrayView input = bytes;
    QCOMPARE(decoder.next(input), Step::NeedsInput);
    QCOMPARE(decoder.takeViolations(), Violation::Masked | Violation::ReservedBit);
    QCOMPARE(decoder.takeViolations(), Violations());
    for (const Violation violation : {Violation::Masked, Violation::MessageTooLarge, Violation::FrameAfterClose})
        QVERIFY(violationText(violation).endsWith(u")."));
}

QTEST_GUILESS_MAIN(tst_Conformance)
#include "tst_conformance.moc"
