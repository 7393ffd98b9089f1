// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/outgoing.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Outgoing final : public QObject
{
    Q_OBJECT

private slots:
    void kinds_data();
    void kinds();
    void mistakes_data();
    void mistakes();
    void files();
    void largeFilesAreReadAsTheyGoOut();
    void savedFilesStayInTheWorkspace();
};

void tst_Outgoing::kinds_data()
{
    QTest::addColumn<MessageKind>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("text") << MessageKind::Text << u"жук {\n"_s << Opcode::Text << QByteArray("жук {\n");
    QTest::newRow("empty text") << MessageKind::Text << QString() << Opcode::Text << QByteArray();
    QTest::newRow("JSON as typed") << MessageKind::Json << u" { \"a\" : 1.0 }"_s << Opcode::Text
                                   << QByteArray(" { \"a\" : 1.0 }");
    QTest::newRow("hex") << MessageKind::Hex << u"48 69"_s << Opcode::Binary << QByteArray("Hi");
    QTest::newRow("base64") << MessageKind::Base64 << u"SGk="_s << Opcode::Binary << QByteArray("Hi");
}

void tst_Outgoing::kinds()
{
    QFETCH(MessageKind, kind);
    QFETCH(QString, text);
    const Result<Message> message = toMessage(kind, text, {.inMemory = 100});
    QVERIFY(message);
    QTEST(message->opcode, "opcode");
    QTEST(message->payload, "payload");
}

void tst_Outgoing::mistakes_data()
{
    QTest::addColumn<MessageKind>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position"); ///< In characters.
    QTest::newRow("JSON") << MessageKind::Json << u"{\"жук\": tru}"_s << qsizetype(8);
    QTest::newRow("hex") << MessageKind::Hex << u"48 6g"_s << qsizetype(3);
    QTest::newRow("base64") << MessageKind::Base64 << u"SG*="_s << qsizetype(2);
    QTest::newRow("no file") << MessageKind::File << u"/no/such/file"_s << qsizetype(-1);
    QTest::newRow("a folder") << MessageKind::File << u"/"_s << qsizetype(-1);
}

void tst_Outgoing::mistakes()
{
    QFETCH(MessageKind, kind);
    QFETCH(QString, text);
    const Result<Message> message = toMessage(kind, text, {.inMemory = 100});
    QVERIFY(!message);
    QVERIFY(!message.error().what.isEmpty());
    QTEST(message.error().position, "position");
}

void tst_Outgoing::files()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"payload"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("\0\xff", 2) == 2);
    file.close();
    const Result<Message> message = toMessage(MessageKind::File, file.fileName(), {.inMemory = 2});
    QVERIFY(message);
    QCOMPARE(message->opcode, Opcode::Binary);
    QCOMPARE(message->payload, QByteArray("\0\xff", 2));
    const Result<Message> large = toMessage(MessageKind::File, file.fileName(), {.inMemory = 1});
    QVERIFY(!large);
    QVERIFY2(large.error().text().contains(u"limit"), qPrintable(large.error().text()));
}

void tst_Outgoing::largeFilesAreReadAsTheyGoOut()
{
    constexpr qint64 Large = 16 << 20;
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"payload"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(Large + 1));
    file.close();
    const SendLimits limits{.inMemory = Large, .streamsFiles = true};
    const Result<Message> message = toMessage(MessageKind::File, file.fileName(), limits);
    QVERIFY(message);
    QCOMPARE(message->opcode, Opcode::Binary);
    QVERIFY(message->file);
    QVERIFY(message->payload.isEmpty());
    QCOMPARE(message->size(), Large + 1);
    QVERIFY(!toMessage(MessageKind::File, file.fileName(), {.inMemory = Large})); // by an engine that can't
    QVERIFY(QFile::resize(file.fileName(), Large));
    const Result<Message> small = toMessage(MessageKind::File, file.fileName(), limits);
    QVERIFY(small && !small->file);
    QCOMPARE(small->payload.size(), Large);
    ConnectionOptions options;
    options.engine = Engine::Native;
    QVERIFY(sendLimits(options).streamsFiles);
    options.engine = Engine::Qt;
    QVERIFY(!sendLimits(options).streamsFiles);
}

void tst_Outgoing::savedFilesStayInTheWorkspace()
{
    const QTemporaryDir folder;
    const QTemporaryDir elsewhere;
    for (const QString &path : {folder.filePath(u"body"_s), elsewhere.filePath(u"body"_s)}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("Hi") == 2);
    }
    const SavedMessage saved{.name = u"File"_s, .kind = MessageKind::File, .text = {}, .note = {}};
    const auto payload = [&](const QString &path, bool isAllowed) {
        const Result<Message> message = toMessage(saved, path, folder.path(), isAllowed, {.inMemory = 10});
        return message ? message->payload : message.error().what.toUtf8();
    };
    QCOMPARE(payload(u"body"_s, false), "Hi"); // from the workspace on
    QCOMPARE(payload(elsewhere.filePath(u"body"_s), true), "Hi");
    QVERIFY2(payload(elsewhere.filePath(u"body"_s), false).contains("outside"),
             payload(elsewhere.filePath(u"body"_s), false).constData());
}

QTEST_GUILESS_MAIN(tst_Outgoing)
#include "tst_outgoing.moc"
