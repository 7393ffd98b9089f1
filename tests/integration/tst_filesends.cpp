// SPDX-License-Identifier: GPL-3.0-or-later
// Large files, which the native engine reads as they go out.
#define SONDE_ENGINE Native
#include "capture/capturereader.h"
#include "capture/capturethread.h"
#include "session/outgoing.h"
#include "session/session.h"
#include "support/dialled.h"
#include "wire/httphead.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

namespace {

constexpr qint64 MiB = 1 << 20;

/// A server that counts what comes, and keeps none of it.
class Counter final : public QObject
{
public:
    Counter()
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            m_socket = m_server.nextPendingConnection();
            m_socket->setReadBufferSize(MiB);
            connect(m_socket, &QTcpSocket::readyRead, this, &Counter::read);
        });
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("No port to listen on: %s", qPrintable(m_server.errorString()));
    }
    [[nodiscard]] QUrl url() const { return QUrl(u"ws://127.0.0.1:%1/"_s.arg(m_server.serverPort())); }
    [[nodiscard]] QByteArray sha256() const { return m_hash.result(); }

    struct Control
    {
        Opcode opcode;
        QByteArray payload;
        qint64 bytesBefore; ///< Of messages.
    };
    qint64 bytes = 0; ///< Of messages.
    int messages = 0; ///< Whole ones.
    QList<FrameHead> heads;
    QList<Control> controls;

private:
    void read()
    {
        m_bytes += m_socket->readAll();
        if (!m_isOpen)
            answer();
        while (m_isOpen && takeFrame()) {}
    }

    void answer()
    {
        const qsizetype end = m_bytes.indexOf("\r\n\r\n");
        const qsizetype name = m_bytes.indexOf("Sec-WebSocket-Key: ");
        if (end < 0 || name < 0)
            return;
        const QByteArray accept = acceptKey(m_bytes.mid(name + 19, 24));
        const QByteArray extension =
            m_bytes.contains("permessage-deflate") ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "";
        m_bytes.remove(0, end + 4);
        m_isOpen = true;
        m_socket->write("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + extension
                        + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n");
    }

    bool takeFrame()
    {
        const auto head = readFrameHead(m_bytes);
        if (!head || m_bytes.size() < head->size + head->payloadSize)
            return false;
        QByteArray payload = m_bytes.mid(head->size, head->payloadSize);
        m_bytes.remove(0, head->size + head->payloadSize);
        applyMask(payload, head->maskingKey);
        if (isControl(head->opcode)) {
            controls.append({head->opcode, payload, bytes});
            return true;
        }
        heads << *head;
        m_hash.addData(payload);
        bytes += payload.size();
        messages += head->isFinal ? 1 : 0;
        return true;
    }

    QTcpServer m_server;
    QTcpSocket *m_socket = nullptr;
    QByteArray m_bytes;
    bool m_isOpen = false;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

/// A dialled transport, and what it told of files.
struct Sender
{
    Counter counter;
    Dialled dialled;
    QList<Message> sent;
    QList<Error> failures;
    qint64 written = 0;
    QTemporaryDir folder;

    explicit Sender(const ConnectionOptions &options = {})
        : dialled(counter.url(), options)
    {
        QObject::connect(dialled.transport.get(), &Transport::fileSent, &dialled,
                         [this](const Message &message) { sent << message; });
        QObject::connect(dialled.transport.get(), &Transport::sendFailed, &dialled,
                         [this](const Error &error) { failures << error; });
        QObject::connect(dialled.transport.get(), &Transport::fileProgressed, &dialled,
                         [this](qint64 bytes, qint64) { written = bytes; });
    }

    /// Of bytes that differ from place to place.
    [[nodiscard]] QString makeFile(qint64 size) const
    {
        QFile file(folder.filePath(u"large"_s));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        QByteArray block(MiB, Qt::Uninitialized);
        for (qint64 at = 0; at < size; at += MiB) {
            for (qsizetype i = 0; i < block.size(); ++i)
                block[i] = char((at >> 20) * 7 + i * i / 5);
            file.write(block.first(std::min(MiB, size - at)));
        }
        return file.fileName();
    }

    [[nodiscard]] Result<qint64> sendFile(const QString &path) const
    {
        return toMessage(MessageKind::File, path, {.inMemory = 0, .streamsFiles = true})
            .and_then([this](const Message &message) { return dialled.transport->send(message); });
    }
};

QByteArray sha256Of(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

/// Of this process, in bytes: "VmRSS" or "VmHWM", its highest.
qint64 memory(QByteArrayView name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.mid(name.size() + 1).chopped(2).trimmed().toLongLong() * 1024;
    }
    return 0;
}

bool resetHighest()
{
    QFile file(u"/proc/self/clear_refs"_s);
    return file.open(QIODevice::WriteOnly) && file.write("5") == 1;
}

} // namespace

class tst_FileSends final : public QObject
{
    Q_OBJECT

private slots:
    void memoryStaysSmall();
    void goesOutInFragments_data();
    void goesOutInFragments();
    void otherMessagesStayInOrder();
    void filesDoNotPileUp();
    void controlFramesDoNotWait();
    void closingBreaksItOff();
    void fileThatShrinks();
    void fileThatShrinksBeforeItsTurn();
    void lostConnectionIsTold();
};

void tst_FileSends::memoryStaysSmall()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("Sanitizers need memory of their own.");
#endif
    constexpr qint64 Size = 64 * MiB;
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"sparse"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(Size));
    file.close();
    Counter counter;
    CaptureThread captures;
    ConnectionManager manager;
    Session session(manager, captures, folder.filePath(u"test.sonde"_s));
    Profile profile;
    profile.address = counter.url().toString();
    profile.options.engine = Engine::Native;
    QVERIFY(session.open(profile));
    QTRY_COMPARE(session.status().state, ConnectionState::Open);
    session.send({Opcode::Text, QByteArray(MiB, 'x')}); // whatever is needed for any message
    QTRY_COMPARE(counter.messages, 1);

    const auto message = toMessage(MessageKind::File, file.fileName(), sendLimits(profile.options));
    QVERIFY(message);
    QVERIFY(resetHighest());
    const qint64 idle = memory("VmRSS");
    session.send(*message);
    QTRY_VERIFY(session.traffic().fileSize == Size);
    QVERIFY(session.traffic().fileWritten < Size); // the window can show how it goes
    QTRY_COMPARE_WITH_TIMEOUT(counter.messages, 2, 60'000);
    const qint64 highest = memory("VmHWM");
    QCOMPARE(counter.bytes, Size + MiB);
    QVERIFY2(highest - idle <= 16 * MiB, qPrintable(u"%1 KiB more than idle"_s.arg((highest - idle) / 1024)));
    QCOMPARE(session.traffic().fileSize, 0);
    QCOMPARE(session.traffic().sentBytes, Size + MiB);

    QVERIFY(session.flush(10s));
    const auto reader = CaptureReader::open(session.capture().path());
    QVERIFY(reader);
    const auto records = (*reader)->read(Seq{1}, int((*reader)->rows().value_or(0)));
    QVERIFY(records);
    const Record &row = records->back();
    QCOMPARE(row.kind, Kind::Binary);
    QCOMPARE(row.direction, Direction::Out);
    QCOMPARE(row.size, 0);
    const QJsonObject facts = QJsonDocument::fromJson(row.detail)[u"file"].toObject();
    QCOMPARE(facts[u"path"].toString(), file.fileName());
    QCOMPARE(facts[u"size"].toInteger(), Size);
    QCOMPARE(facts[u"sha256"].toString().toLatin1(), sha256Of(file.fileName()).toHex());
    QVERIFY(QDateTime::fromString(facts[u"modified"].toString(), Qt::ISODateWithMs).isValid());
    const Record &before = records->at(records->size() - 2);
    QCOMPARE(before.kind, Kind::Notice);
    QVERIFY2(before.detail.contains("sparse"), before.detail.constData());
}

void tst_FileSends::goesOutInFragments_data()
{
    QTest::addColumn<qint64>("fragmentSize");
    QTest::addColumn<bool>("compresses");
    QTest::newRow("plain") << qint64(0) << false;
    QTest::newRow("small frames") << qint64(10'000) << false;
    QTest::newRow("large frames") << 100 * MiB << false;
    QTest::newRow("compression agreed on") << qint64(0) << true;
}

void tst_FileSends::goesOutInFragments()
{
    QFETCH(const qint64, fragmentSize);
    QFETCH(const bool, compresses);
    ConnectionOptions options;
    options.fragmentSize = fragmentSize;
    options.offersCompression = compresses;
    Sender sender(options);
    QVERIFY(sender.dialled.isOpen());
    QCOMPARE(sender.dialled.handshakes.first().compression.has_value(), compresses);
    const QString path = sender.makeFile(20 * MiB + 17);
    QCOMPARE(sender.sendFile(path).value_or(0), -1);
    QTRY_COMPARE_WITH_TIMEOUT(sender.counter.messages, 1, 20'000);
    QCOMPARE(sender.counter.bytes, 20 * MiB + 17);
    QCOMPARE(sender.counter.sha256(), sha256Of(path));
    const QList<FrameHead> &heads = sender.counter.heads;
    QVERIFY(heads.size() > 1);
    for (qsizetype i = 0; i < heads.size(); ++i) {
        QCOMPARE(heads[i].opcode, i == 0 ? Opcode::Binary : Opcode::Continuation);
        QCOMPARE(heads[i].isFinal, i == heads.size() - 1);
        QCOMPARE(heads[i].reserved, 0); // RFC 7692 section 6: not compressed
        QVERIFY(heads[i].payloadSize > 0);
        QVERIFY(fragmentSize == 0 || heads[i].payloadSize <= fragmentSize);
    }
    QCOMPARE(sender.sent.size(), 1);
    QCOMPARE(sender.sent.first().file->path(), path);
    QCOMPARE(sender.sent.first().file->sha256(), sha256Of(path));
    QTRY_COMPARE(sender.dialled.transport->unsentBytes(), 0);
    const std::weak_ptr<PayloadFile> file = sender.sent.first().file;
    sender.sent.clear();
    QVERIFY(file.expired()); // and is closed
}

void tst_FileSends::otherMessagesStayInOrder()
{
    ConnectionOptions options;
    options.maxUnsent = MiB; // of what is held in memory, which the file is not
    Sender sender(options);
    QVERIFY(sender.dialled.isOpen());
    QVERIFY(sender.dialled.transport->send({Opcode::Text, "before"}));
    QVERIFY(sender.sendFile(sender.makeFile(20 * MiB)));
    QVERIFY(sender.dialled.transport->unsentBytes() > 19 * MiB);
    QVERIFY(sender.dialled.transport->send({Opcode::Text, "behind it"}));
    QVERIFY(!sender.dialled.transport->send({Opcode::Text, QByteArray(2 * MiB, 'x')}));
    QTRY_COMPARE_WITH_TIMEOUT(sender.counter.messages, 3, 20'000);
    const QList<FrameHead> &heads = sender.counter.heads;
    QCOMPARE(heads.first().payloadSize, 6);
    QCOMPARE(heads[1].opcode, Opcode::Binary);
    QCOMPARE(heads.last().opcode, Opcode::Text);
    QCOMPARE(heads.last().payloadSize, 9);
}

void tst_FileSends::filesDoNotPileUp()
{
    Sender sender;
    QVERIFY(sender.dialled.isOpen());
    const QString path = sender.makeFile(17 * MiB);
    for (int i = 0; i < 16; ++i)
        QVERIFY(sender.sendFile(path));
    QVERIFY(!sender.sendFile(path));
}

void tst_FileSends::controlFramesDoNotWait()
{
    Sender sender;
    QVERIFY(sender.dialled.isOpen());
    QVERIFY(sender.sendFile(sender.makeFile(20 * MiB)));
    QVERIFY(sender.dialled.transport->ping("now"));
    QTRY_COMPARE_WITH_TIMEOUT(sender.counter.messages, 1, 20'000);
    QCOMPARE(sender.counter.controls.size(), 1);
    QCOMPARE(sender.counter.controls.first().payload, "now");
    QVERIFY(sender.counter.controls.first().bytesBefore < 2 * MiB);
}

void tst_FileSends::closingBreaksItOff()
{
    Sender sender;
    QVERIFY(sender.dialled.isOpen());
    QVERIFY(sender.sendFile(sender.makeFile(20 * MiB)));
    QTRY_VERIFY(sender.counter.bytes > 0);
    QVERIFY(sender.dialled.transport->close({1000, u"enough"_s}));
    QTRY_COMPARE(sender.counter.controls.size(), 1);
    QCOMPARE(sender.counter.controls.first().payload, closePayload({1000, u"enough"_s}));
    QVERIFY(sender.counter.bytes < 20 * MiB);
    QCOMPARE(sender.counter.messages, 0); // a part is never passed off as the whole
    QVERIFY(sender.sent.isEmpty());
    QCOMPARE(sender.dialled.notices.size(), 1);
    QVERIFY2(sender.dialled.notices.first().what.contains(u"large did not go out whole"),
             qPrintable(sender.dialled.notices.first().what));
    sender.dialled.transport->abort();
    QCOMPARE(sender.dialled.ending().cause, Cause::ClosedByUs);
    QCOMPARE(sender.dialled.notices.size(), 1);
}

void tst_FileSends::fileThatShrinks()
{
    Sender sender;
    QVERIFY(sender.dialled.isOpen());
    const QString path = sender.makeFile(20 * MiB);
    QVERIFY(sender.sendFile(path) && QFile::resize(path, 10 * MiB + 1));
    QVERIFY(sender.dialled.transport->send({Opcode::Text, "behind it"}));
    QTRY_COMPARE_WITH_TIMEOUT(sender.counter.controls.size(), 1, 20'000);
    QCOMPARE(sender.counter.controls.first().opcode, Opcode::Close);
    QCOMPARE(closeFrame(sender.counter.controls.first().payload).code, 1011);
    QCOMPARE(sender.counter.messages, 0);
    QVERIFY(sender.counter.bytes <= 10 * MiB);
    QCOMPARE(sender.failures.size(), 1);
    QVERIFY2(sender.failures.first().what.contains(u"has become shorter"), qPrintable(sender.failures.first().what));
    QVERIFY(!sender.dialled.transport->send({Opcode::Text, "too late"}));
    sender.dialled.transport->abort();
    QCOMPARE(sender.dialled.ending().code(), 1011);
}

void tst_FileSends::fileThatShrinksBeforeItsTurn()
{
    Sender sender;
    QVERIFY(sender.dialled.isOpen());
    const QString path = sender.makeFile(20 * MiB);
    const auto message = toMessage(MessageKind::File, path, {.inMemory = 0, .streamsFiles = true});
    QVERIFY(message);
    QVERIFY(QFile::resize(path, 0));
    QVERIFY(sender.dialled.transport->send(*message));
    QVERIFY(sender.dialled.transport->send({Opcode::Text, "goes on"}));
    QTRY_COMPARE(sender.counter.messages, 1);
    QCOMPARE(sender.counter.bytes, 7);
    QCOMPARE(sender.failures.size(), 1);
    QVERIFY(sender.dialled.endings.isEmpty());
    QTRY_COMPARE(sender.dialled.transport->unsentBytes(), 0);
}

void tst_FileSends::lostConnectionIsTold()
{
    Sender sender;
    QVERIFY(sender.dialled.isOpen());
    QVERIFY(sender.sendFile(sender.makeFile(20 * MiB)));
    QTRY_VERIFY(sender.counter.bytes > 0);
    sender.dialled.transport->abort();
    QCOMPARE(sender.dialled.notices.size(), 1);
    QVERIFY2(sender.dialled.notices.first().what.contains(u"did not go out whole"),
             qPrintable(sender.dialled.notices.first().what));
    QCOMPARE(sender.dialled.endings.size(), 1);
}

QTEST_GUILESS_MAIN(tst_FileSends)
#include "tst_filesends.moc"
