// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturereader.h"
#include "net/echoserver.h"
#include "profile/jsonfile.h"
#include "testwindow.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Restore final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void killedProgramComesBack();
    void killedWhileMessagesCome();
    void closedTabsStayClosed();
    void damagedFilesAreSetAside_data();
    void damagedFilesAreSetAside();
    void damagedCaptureIsSetAside();
    void allDamageIsReported();
    void secondInstanceLeavesTheWindowStateAlone();
    void unwritableFolderDisturbsNothing();

private:
    [[nodiscard]] Places places() const;
    [[nodiscard]] QString windowFile() const { return places().data + u"/window.json"_s; }
    [[nodiscard]] WindowState savedWindowState() const
    {
        return windowStateFromJson(loadJsonFile(windowFile()).object);
    }
    void startProgram(QProcess &program, const QStringList &arguments) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

void overwrite(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 rowsIn(const QString &capture)
{
    const auto reader = CaptureReader::open(capture);
    return reader ? (*reader)->rows().value_or(-1) : -1;
}

/// SIGKILL: nothing is saved any more.
void kill(QProcess &program)
{
    program.kill();
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitStatus(), QProcess::CrashExit);
}

} // namespace

void tst_Restore::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
}

/// Where the program itself keeps things under the environment that startProgram() gives it.
Places tst_Restore::places() const
{
    return {m_folder->filePath(u"data/Sonde"_s), m_folder->filePath(u"config/Sonde"_s)};
}

void tst_Restore::startProgram(QProcess &program, const QStringList &arguments) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"XDG_DATA_HOME"_s, m_folder->filePath(u"data"_s));
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder->filePath(u"config"_s));
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QStringLiteral(SONDE_PROGRAM), arguments);
    QVERIFY(program.waitForStarted());
}

void tst_Restore::killedProgramComesBack()
{
    EchoServer server;
    QVERIFY(server.listen());
    {
        TestWindow sonde(places());
        sonde.start();
        press(Qt::Key_M, Qt::ControlModifier);
        sonde.chooseKind(u"JSON"_s);
        press(Qt::Key_M, Qt::ControlModifier);
        type(u"{\"draft\": true}"_s);
    }
    const QString address = server.url(u"/flood?count=1000&size=64"_s).toString();
    QProcess program;
    startProgram(program, {address});
    QTRY_COMPARE(savedWindowState().tabs.size(), 2);
    const QString capture = savedWindowState().tabs.last().capture;
    QTRY_COMPARE(rowsIn(capture), 1002);
    kill(program);

    TestWindow sonde(places());
    sonde.start();
    QCOMPARE(sonde.window().tabCount(), 2);
    QCOMPARE(sonde.find<QLineEdit>(u"address"_s)->text(), address);
    QCOMPARE(sonde.state(), ConnectionState::Idle); // nothing is dialled that nobody asked for
    QTRY_COMPARE(sonde.log().rowCount(), 1002);
    QCOMPARE(sonde.kinds().first(), Kind::Attempt);
    QVERIFY(sonde.preview(1001).startsWith(u"999 "));
    QVERIFY(sonde.text(u"footText"_s).startsWith(u"Reconnects after a failure"));

    press(Qt::Key_Tab, Qt::ControlModifier);
    QVERIFY(sonde.find<QLineEdit>(u"address"_s)->text().endsWith(u"/echo"));
    QCOMPARE(sonde.find<QPlainTextEdit>(u"composerText"_s)->toPlainText(), u"{\"draft\": true}"_s);
    QCOMPARE(sonde.find<QComboBox>(u"composerKind"_s)->currentText(), u"JSON"_s);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return); // the built-in server is there again
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
}

void tst_Restore::killedWhileMessagesCome()
{
    EchoServer server;
    QVERIFY(server.listen());
    QProcess program;
    startProgram(program, {server.url(u"/flood?count=100000000&size=64"_s).toString()});
    QTRY_COMPARE(savedWindowState().tabs.size(), 1);
    const QString capture = savedWindowState().tabs.first().capture;
    QTRY_VERIFY(rowsIn(capture) > 5000);
    const qint64 seen = rowsIn(capture);
    kill(program);

    TestWindow sonde(places());
    sonde.start();
    const qint64 rows = rowsIn(capture);
    QVERIFY(rows >= seen);
    QTRY_COMPARE(sonde.log().rowCount(), int(rows));
    for (int row = 2; row < int(rows); ++row) {
        const QString preview = sonde.preview(row);
        if (QStringView(preview).first(preview.indexOf(u' ')).toInt() != row - 2)
            QFAIL(qPrintable(u"Row %1 shows \"%2\"."_s.arg(row).arg(preview)));
    }

    // The same log goes on.
    press(Qt::Key_L, Qt::ControlModifier);
    type(server.url().toString());
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.log().rowCount(), int(rows) + 2);
    QCOMPARE(Kind(sonde.log().record(int(rows)).kind), Kind::Attempt);
}

void tst_Restore::closedTabsStayClosed()
{
    TestWindow sonde;
    sonde.start();
    type(u"ws://127.0.0.1:1/first"_s);
    press(Qt::Key_T, Qt::ControlModifier);
    type(u"ws://127.0.0.1:1/second"_s);
    press(Qt::Key_T, Qt::ControlModifier);
    press(Qt::Key_W, Qt::ControlModifier);
    press(Qt::Key_Tab, Qt::ControlModifier);
    const QString current = sonde.find<QLineEdit>(u"address"_s)->text();
    sonde.restart();
    QCOMPARE(sonde.window().tabCount(), 2);
    QCOMPARE(sonde.find<QLineEdit>(u"address"_s)->text(), current);
    QCOMPARE(sonde.tabText(0), u"○ 127.0.0.1:1/first"_s);
    QCOMPARE(sonde.tabText(1), u"○ 127.0.0.1:1/second"_s);
}

void tst_Restore::damagedFilesAreSetAside_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("aside");
    QTest::newRow("windowState, cut off")
        << u"data/Sonde/window.json"_s << QByteArray(R"({"tabs":[{"pro)") << u"data/Sonde/window.damaged-1.json"_s;
    QTest::newRow("windowState, empty") << u"data/Sonde/window.json"_s << QByteArray("")
                                        << u"data/Sonde/window.damaged-1.json"_s;
    QTest::newRow("settings, garbage") << u"config/Sonde/settings.json"_s << QByteArray("\0\xff\x12", 3)
                                       << u"config/Sonde/settings.damaged-1.json"_s;
    QTest::newRow("settings, no object") << u"config/Sonde/settings.json"_s << QByteArray("[1]")
                                         << u"config/Sonde/settings.damaged-1.json"_s;
}

void tst_Restore::damagedFilesAreSetAside()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, aside);
    overwrite(m_folder->filePath(file), bytes);
    TestWindow sonde(places());
    sonde.start();
    const QString problem = sonde.text(u"footText"_s);
    QVERIFY2(problem.contains(file) && problem.contains(u"is damaged") && problem.contains(QFileInfo(aside).fileName()),
             qPrintable(problem));
    QCOMPARE(contents(m_folder->filePath(aside)), bytes);
    QCOMPARE(sonde.window().tabCount(), 1);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    sonde.click(u"dismissProblem"_s);
    QVERIFY(!sonde.text(u"footText"_s).contains(u"damaged"));
}

void tst_Restore::damagedCaptureIsSetAside()
{
    const QByteArray garbage = QByteArray("not a capture ").repeated(1000);
    {
        TestWindow sonde(places());
        sonde.start();
        press(Qt::Key_Return);
        QTRY_COMPARE(sonde.log().rowCount(), 2);
    }
    const QString capture = savedWindowState().tabs.first().capture;
    QVERIFY(rowsIn(capture) >= 2);
    overwrite(capture, garbage);

    TestWindow sonde(places());
    sonde.start();
    const QString problem = sonde.text(u"footText"_s);
    const QString aside = QFileInfo(capture).completeBaseName() + u".damaged-1.sonde"_s;
    QVERIFY2(problem.contains(u"can't be read") && problem.contains(aside), qPrintable(problem));
    QCOMPARE(contents(QFileInfo(capture).path() + u'/' + aside), garbage);
    QCOMPARE(sonde.log().rowCount(), 0);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.log().rowCount(), 2); // into a new one
}

void tst_Restore::allDamageIsReported()
{
    overwrite(m_folder->filePath(u"data/Sonde/window.json"_s), "{");
    overwrite(m_folder->filePath(u"config/Sonde/settings.json"_s), "{");
    TestWindow sonde(places());
    sonde.start();
    QString told;
    while (sonde.find<QPushButton>(u"dismissProblem"_s)->isVisible()) {
        told += sonde.text(u"footText"_s);
        sonde.click(u"dismissProblem"_s);
    }
    QVERIFY2(told.contains(u"window.json") && told.contains(u"settings.json"), qPrintable(told));
}

void tst_Restore::secondInstanceLeavesTheWindowStateAlone()
{
    EchoServer server;
    QVERIFY(server.listen());
    QProcess program;
    startProgram(program, {server.url().toString()});
    QTRY_COMPARE(savedWindowState().tabs.size(), 1);
    QTRY_COMPARE(rowsIn(savedWindowState().tabs.first().capture), 2);
    {
        TestWindow second(places());
        second.start();
        QVERIFY2(second.text(u"footText"_s).contains(u"Another Sonde is running"),
                 qPrintable(second.text(u"footText"_s)));
        QCOMPARE(second.window().tabCount(), 1);
        QVERIFY(second.find<QLineEdit>(u"address"_s)->text() != server.url().toString());
        press(Qt::Key_T, Qt::ControlModifier);
        press(Qt::Key_Return);
        QTRY_COMPARE(second.log().rowCount(), 2); // it works and keeps its own log
        QVERIFY(second.tab().session().capture().path() != savedWindowState().tabs.first().capture);
    }
    QCOMPARE(program.state(), QProcess::Running);
    QCOMPARE(savedWindowState().tabs.size(), 1);
    QCOMPARE(savedWindowState().tabs.first().profile.address, server.url().toString());
    QCOMPARE(rowsIn(savedWindowState().tabs.first().capture), 2);
    kill(program);
}

void tst_Restore::unwritableFolderDisturbsNothing()
{
    // Below a regular file there can be no folder, not even for root.
    overwrite(m_folder->filePath(u"file"_s), "");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^Records that were lost: "_s));
    TestWindow sonde({m_folder->filePath(u"file/data"_s), m_folder->filePath(u"file/config"_s)});
    sonde.start();
    QVERIFY2(sonde.text(u"footText"_s).contains(m_folder->filePath(u"file/data"_s)),
             qPrintable(sonde.text(u"footText"_s)));
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    type(u"hello"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(sonde.text(u"statusText"_s).contains(u"↓ 1 ↑ 1"));
    QTRY_VERIFY(sonde.tab().session().capture().trouble());
    QVERIFY2(sonde.text(u"footText"_s).startsWith(sonde.tab().session().capture().trouble()->what),
             qPrintable(sonde.text(u"footText"_s)));
    press(Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
}

QTEST_MAIN(tst_Restore)
#include "tst_restore.moc"
