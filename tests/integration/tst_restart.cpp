// SPDX-License-Identifier: GPL-3.0-or-later
// A server that we did not write crashes and comes back, and so does the connection.
#include "capture/capturereader.h"
#include "capture/capturethread.h"
#include "session/session.h"
#include "support/peerprocess.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(sonde::PeerProcess::Kind)

class tst_Restart final : public QObject
{
    Q_OBJECT

private slots:
    void comesBack_data();
    void comesBack();
    void staysAwayWhenClosedWhileWaiting();
};

namespace {

const ReconnectOptions Quick{.initial = 50ms, .cap = 50ms};

struct Program
{
    QTemporaryDir folder;
    CaptureThread captures;
    ConnectionManager manager;
    Session session{manager, captures, folder.filePath(u"test.sonde"_s)};
};

Profile profileFor(const QUrl &url)
{
    Profile profile;
    profile.address = url.toString();
    profile.reconnect = Quick;
    return profile;
}

std::vector<Record> recordsOf(const QString &path)
{
    auto reader = CaptureReader::open(path);
    if (!reader)
        return {};
    auto records = (*reader)->read(Seq{1}, 100'000);
    return records ? std::move(*records) : std::vector<Record>();
}

/// The kinds of the records as one letter each: Attempt, Handshake, Text, Close, Error, Retry.
QString letters(const std::vector<Record> &records)
{
    QString text;
    for (const Record &record : records)
        text += u"?AHTBPOCERN"[int(record.kind)];
    return text;
}

} // namespace

void tst_Restart::comesBack_data()
{
    QTest::addColumn<PeerProcess::Kind>("kind");
    QTest::newRow("python") << PeerProcess::Kind::Python;
    QTest::newRow("node") << PeerProcess::Kind::Node;
}

void tst_Restart::comesBack()
{
    QFETCH(const PeerProcess::Kind, kind);
    PeerProcess peer(kind);
    QVERIFY(peer.start());
    Program program;
    Session &session = program.session;
    QVERIFY(session.open(profileFor(peer.url())));
    QTRY_COMPARE(session.status().state, ConnectionState::Open);
    session.send({Opcode::Text, "before"});
    QTRY_COMPARE(session.traffic().receivedMessages.load(), 1);

    peer.kill();
    QTRY_VERIFY(session.status().attempt >= 3); // so at least one attempt has failed
    QVERIFY(peer.restart());
    QTRY_COMPARE_WITH_TIMEOUT(session.status().state, ConnectionState::Open, 20'000);
    QTRY_COMPARE(session.traffic().receivedMessages.load(), 0); // counted anew
    session.send({Opcode::Text, "after"});
    QTRY_COMPARE(session.traffic().receivedMessages.load(), 1);
    session.close();
    QTRY_COMPARE(session.status().state, ConnectionState::Idle);
    QVERIFY(session.flush(10s));

    const auto records = recordsOf(session.capture().path());
    static const QRegularExpression expected(u"^AHTTEC(RAE)+RAHTTC$"_s);
    QVERIFY2(expected.match(letters(records)).hasMatch(), qPrintable(letters(records)));
    Timestamp last{};
    int attempt = 0;
    for (const Record &record : records) {
        QVERIFY(record.time >= last);
        last = record.time;
        const QJsonObject detail = QJsonDocument::fromJson(record.detail).object();
        if (record.kind == Kind::Retry)
            QCOMPARE(detail[u"attempt"_s].toInt(), attempt + 1);
        if (record.kind == Kind::Attempt)
            QCOMPARE(detail[u"attempt"_s].toInt(), ++attempt);
        if (record.kind == Kind::Error)
            QCOMPARE(detail[u"step"_s].toString(), attempt == 1 ? u"open"_s : u"connect"_s);
    }
    QCOMPARE(QJsonDocument::fromJson(records[5].detail).object()[u"code"_s].toInt(), 1006);
    QCOMPARE(QJsonDocument::fromJson(records.back().detail).object()[u"cause"_s].toString(), u"closedByUs"_s);
}

void tst_Restart::staysAwayWhenClosedWhileWaiting()
{
    PeerProcess peer(PeerProcess::Kind::Python);
    QVERIFY(peer.start());
    Program program;
    Session &session = program.session;
    QVERIFY(session.open(profileFor(peer.url())));
    QTRY_COMPARE(session.status().state, ConnectionState::Open);
    session.setReconnectOptions({.initial = 1h, .cap = 1h});
    peer.kill();
    QTRY_COMPARE(session.status().state, ConnectionState::Waiting);
    session.close();
    QTRY_COMPARE(session.status().state, ConnectionState::Idle);
    QVERIFY(session.flush(10s));
    QCOMPARE(letters(recordsOf(session.capture().path())), u"AHECR"_s);

    QVERIFY(peer.restart());
    session.reconnectNow(); // of no effect when nothing waits
    QVERIFY(session.flush(10s));
    QCOMPARE(session.status().state, ConnectionState::Idle);
    QVERIFY(session.open(profileFor(peer.url())));
    QTRY_COMPARE(session.status().state, ConnectionState::Open);
    QCOMPARE(session.status().attempt, 1);
}

QTEST_GUILESS_MAIN(tst_Restart)
#include "tst_restart.moc"
