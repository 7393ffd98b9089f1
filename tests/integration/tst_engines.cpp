// SPDX-License-Identifier: GPL-3.0-or-later
// The same random conversations through both engines: they must tell the same, but for the faults of QWebSocket that
// tst_transport lists.
#include "support/dialled.h"
#include "support/rawserver.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_Engines final : public QObject
{
    Q_OBJECT

private slots:
    void tellTheSame_data();
    void tellTheSame();
};

namespace {

/// What a server says: pieces of bytes, cut anywhere.
struct Conversation
{
    QByteArrayList pieces;
    bool endsWithReset = false;
};

QByteArray randomText(QRandomGenerator &random, int most)
{
    static const QString letters = u"abc жЖ世界😀{}\"\\ \n\0"_s;
    QString text;
    for (int i = random.bounded(most); i > 0; --i)
        text += letters[random.bounded(8)]; // no halves of a surrogate pair
    return text.toUtf8();
}

QByteArray randomBytes(QRandomGenerator &random, int most)
{
    QByteArray bytes(random.bounded(most), Qt::Uninitialized);
    for (char &c : bytes)
        c = char(random.generate());
    return bytes;
}

/// A message, in some frames. QWebSocket can't join a character that is split, so texts are cut between characters.
void appendMessage(QByteArray &bytes, QRandomGenerator &random)
{
    const bool isText = random.bounded(2) == 0;
    QByteArray payload = isText ? randomText(random, random.bounded(20) == 0 ? 5000 : 40)
                                : randomBytes(random, random.bounded(20) == 0 ? 70'000 : 200);
    const int fragments = random.bounded(3) == 0 ? 1 + random.bounded(4) : 1;
    Opcode opcode = isText ? Opcode::Text : Opcode::Binary;
    for (int i = 1; i < fragments; ++i) {
        qsizetype size = random.bounded(int(payload.size()) + 1);
        while (isText && size < payload.size() && (quint8(payload[size]) & 0xC0) == 0x80)
            ++size;
        bytes += RawFrame{.opcode = opcode, .payload = payload.first(size), .fin = false}.bytes();
        payload.remove(0, size);
        opcode = Opcode::Continuation;
        if (random.bounded(3) == 0)
            bytes += RawFrame{random.bounded(2) == 0 ? Opcode::Ping : Opcode::Pong, randomBytes(random, 126)}.bytes();
    }
    bytes += RawFrame{opcode, payload}.bytes();
}

QByteArray randomEnd(QRandomGenerator &random)
{
    switch (random.bounded(8)) {
    case 0:
        return RawFrame{Opcode::Close, {}}.bytes();
    case 1:
        return RawFrame{Opcode::Close, QByteArray::fromHex("0fa1") + "почему"}.bytes();
    case 2:
        return RawFrame{Opcode::Close, "\x03"}.bytes();
    case 3:
        return RawFrame{.payload = "reserved", .rsv = 2}.bytes();
    case 4:
        return RawFrame{Opcode::Continuation, "stray"}.bytes();
    case 5:
        return RawFrame{Opcode::Text, "no UTF-8 \xFF"}.bytes();
    case 6:
        return {}; // the connection is lost
    default:
        return RawFrame{Opcode::Close, QByteArray::fromHex("03e8")}.bytes();
    }
}

Conversation randomConversation(quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes;
    for (int i = random.bounded(60); i > 0; --i)
        appendMessage(bytes, random);
    bytes += randomEnd(random);
    Conversation conversation;
    while (!bytes.isEmpty()) {
        const qsizetype size = 1 + random.bounded(int(std::min<qsizetype>(bytes.size(), 3000)));
        conversation.pieces << bytes.first(size);
        bytes.remove(0, size);
    }
    return conversation;
}

/// All that an engine tells of `conversation`, a line each.
QStringList told(Engine engine, const Conversation &conversation)
{
    RawServer server;
    server.onRequest([&](RawClient &c) {
        c.accept();
        c.onFrame([&c](const RawFrame &frame) {
            if (frame.opcode == Opcode::Close)
                c.finish();
        });
        for (const QByteArray &piece : conversation.pieces)
            c.send(piece);
        c.after(100ms, [&c] { c.finish(); });
    });
    ConnectionOptions options;
    options.engine = engine;
    const Request request{server.url(), options};
    const std::unique_ptr<Transport> transport = makeTransport(request);
    QStringList lines;
    bool hasEnded = false;
    QObject context;
    QObject::connect(transport.get(), &Transport::messageReceived, &context, [&](const Message &message) {
        lines << u"%1 %2"_s.arg(int(message.opcode)).arg(QString::fromLatin1(message.payload.toHex()));
    });
    QObject::connect(transport.get(), &Transport::controlFrameReceived, &context,
                     [&](Opcode opcode, const QByteArray &p) {
                         lines << u"%1 %2"_s.arg(int(opcode)).arg(QString::fromLatin1(p.toHex()));
                     });
    QObject::connect(transport.get(), &Transport::ended, &context, [&](const Ending &ending) {
        lines << u"end %1 %2 %3"_s.arg(int(ending.cause))
                     .arg(ending.code())
                     .arg(ending.received ? ending.reason() : QString());
        hasEnded = true;
    });
    transport->open(request);
    if (!QTest::qWaitFor([&] { return hasEnded; }, 20'000))
        lines << u"no end"_s;
    return lines;
}

} // namespace

void tst_Engines::tellTheSame_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void tst_Engines::tellTheSame()
{
    QFETCH(const quint32, seed);
    const Conversation conversation = randomConversation(seed);
    const QStringList native = told(Engine::Native, conversation);
    const QStringList qt = told(Engine::Qt, conversation);
    QVERIFY(!native.isEmpty() && !native.last().startsWith(u"no"));
    for (qsizetype i = 0; i < std::min(native.size(), qt.size()); ++i)
        QCOMPARE(native[i], qt[i]);
    QCOMPARE(native.size(), qt.size());
}

QTEST_GUILESS_MAIN(tst_Engines)
#include "tst_engines.moc"
