// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawserver.h"
#include "testwindow.h"

#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_Composer final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void textGoesOutAsTyped();
    void emptyTextCanBeSent();
    void jsonGoesOutAsTyped();
    void jsonIsCheckedAndFormatted();
    void formattingCanBeUndone();
    void mistakesAreMarkedAndNotSent_data();
    void mistakesAreMarkedAndNotSent();
    void bytesGoOut_data();
    void bytesGoOut();
    void missingFileIsExplained();
    void tooLargeFileIsExplained();
    void fileGoesOut();
    void pingGoesOut();
    void pingOfOver125BytesIsRefused();
    void closeGoesOut_data();
    void closeGoesOut();
    void closeMistakesAreExplained_data();
    void closeMistakesAreExplained();
    void notOpenSaysWhyAndKeepsText();
    void textStaysAfterSending();
    void textGoesAfterSendingWhereSet();
    void historyWalksInEmptyEditor();
    void arrowsMoveTheCursorInText();
    void textSurvivesOtherKinds();

private:
    void connectToServer();
    void focusEditor() { press(Qt::Key_M, Qt::ControlModifier); }
    void send() { press(Qt::Key_Return, Qt::ControlModifier); }
    [[nodiscard]] QList<RawFrame> frames(); ///< What the server got, unmasked.
    [[nodiscard]] bool nothingWentOut();
    [[nodiscard]] QPlainTextEdit *editor() { return m_sonde->find<QPlainTextEdit>(u"composerText"_s); }

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<TestWindow> m_sonde;
};

void tst_Composer::init()
{
    failOnWarnings();
    m_server = std::make_unique<RawServer>();
    m_server->onRequest([](RawClient &client) { client.accept(); });
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start();
    type(m_server->url().toString());
}

void tst_Composer::cleanup()
{
    m_sonde.reset();
    m_server.reset();
}

void tst_Composer::connectToServer()
{
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    focusEditor();
}

QList<RawFrame> tst_Composer::frames()
{
    QList<RawFrame> frames = m_server->client()->frames();
    for (RawFrame &frame : frames)
        frame.masked = false;
    return frames;
}

bool tst_Composer::nothingWentOut()
{
    // What was asked of the connection before flush() is done when it returns.
    return const_cast<Session &>(m_sonde->tab().session()).flush(5s)
        && m_sonde->tab().session().traffic().sentMessages == 0 && m_sonde->state() == ConnectionState::Open
        && frames().isEmpty();
}

void tst_Composer::textGoesOutAsTyped()
{
    connectToServer();
    type(u"  line one\nGrüße 😀 "_s);
    send();
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Text, "  line one\nGrüße 😀 "}}));
}

void tst_Composer::emptyTextCanBeSent()
{
    connectToServer();
    QCOMPARE(m_sonde->composerHint(), QString());
    m_sonde->click(u"send"_s);
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Text, ""}}));
}

void tst_Composer::jsonGoesOutAsTyped()
{
    connectToServer();
    m_sonde->chooseKind(u"JSON"_s);
    focusEditor();
    type(u"{\"n\" :1.50}"_s);
    QVERIFY(m_sonde->composerHint().contains(u"11"));
    send();
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Text, "{\"n\" :1.50}"}}));
}

void tst_Composer::jsonIsCheckedAndFormatted()
{
    connectToServer();
    m_sonde->chooseKind(u"JSON"_s);
    focusEditor();
    type(u"{\"n\":12345678901234567890.10,\"a\":[1e5,2],\"n\":0}"_s);
    press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    const QString laidOut =
        u"{\n    \"n\": 12345678901234567890.10,\n    \"a\": [\n        1e5,\n        2\n    ],\n    \"n\": 0\n}"_s;
    QCOMPARE(editor()->toPlainText(), laidOut);
    send();
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Text, laidOut.toUtf8()}}));
}

void tst_Composer::formattingCanBeUndone()
{
    type(u""_s);
    focusEditor();
    type(u"[1,2]"_s);
    press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier); // also makes it JSON
    QCOMPARE(m_sonde->find<QComboBox>(u"composerKind"_s)->currentText(), u"JSON"_s);
    QCOMPARE(editor()->toPlainText(), u"[\n    1,\n    2\n]"_s);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor()->toPlainText(), u"[1,2]"_s);
    press(Qt::Key_End, Qt::ControlModifier);
    type(u"]"_s);
    m_sonde->click(u"formatJson"_s); // what is no JSON stays as it is
    QCOMPARE(editor()->toPlainText(), u"[1,2]]"_s);
}

void tst_Composer::mistakesAreMarkedAndNotSent_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("position");
    QTest::newRow("json bracket") << u"JSON"_s << u"[1]]"_s << u"closing bracket has no opening one"_s << 3;
    QTest::newRow("json number") << u"JSON"_s << u"{\"ü\": 01}"_s << u"01 is not a number"_s << 6;
    QTest::newRow("json cut off") << u"JSON"_s << u"[\"a"_s << u"no closing quotation mark"_s << 2;
    QTest::newRow("hex digit") << u"Binary, hex"_s << u"00 fg"_s << u"only one hex digit"_s << 3;
    QTest::newRow("hex letter") << u"Binary, hex"_s << u"00 xx"_s << u"\"x\" is not a hex digit"_s << 3;
    QTest::newRow("hex second line") << u"Binary, hex"_s << u"00\n1"_s << u"only one hex digit"_s << 3;
    QTest::newRow("base64 digit") << u"Binary, base64"_s << u"SGV*"_s << u"\"*\" is not a base64 digit"_s << 3;
    QTest::newRow("base64 cut off") << u"Binary, base64"_s << u"SGVsb"_s << u"cut off"_s << 4;
    QTest::newRow("base64 behind padding") << u"Binary, base64"_s << u"SGU=SGU="_s << u"behind the padding"_s << 4;
}

void tst_Composer::mistakesAreMarkedAndNotSent()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, text);
    QFETCH(const QString, message);
    QFETCH(const int, position);
    connectToServer();
    m_sonde->chooseKind(kind);
    focusEditor();
    type(text);
    QVERIFY2(m_sonde->composerHint().contains(message), qPrintable(m_sonde->composerHint()));
    QCOMPARE(editor()->extraSelections().size(), 1);
    QCOMPARE(editor()->extraSelections().first().cursor.selectionStart(), position);
    QCOMPARE(editor()->extraSelections().first().cursor.selectionEnd(), position + 1);
    send();
    m_sonde->click(u"send"_s);
    QVERIFY(nothingWentOut());
    QVERIFY(m_sonde->composerHint().contains(message));

    focusEditor();
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"00"_s); // right in each kind but JSON
    QCOMPARE(editor()->extraSelections().isEmpty(), kind != u"JSON"_s);
}

void tst_Composer::bytesGoOut_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("hex") << u"Binary, hex"_s << u"00 FF 0x41,\n42:43"_s << QByteArray::fromHex("00ff414243");
    QTest::newRow("no hex") << u"Binary, hex"_s << u""_s << QByteArray("");
    QTest::newRow("base64") << u"Binary, base64"_s << u"AP9B\nQkM="_s << QByteArray::fromHex("00ff414243");
    QTest::newRow("base64 without padding") << u"Binary, base64"_s << u"AP9BQkM"_s << QByteArray::fromHex("00ff414243");
}

void tst_Composer::bytesGoOut()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, text);
    QFETCH(const QByteArray, bytes);
    connectToServer();
    m_sonde->chooseKind(kind);
    focusEditor();
    type(text);
    send();
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Binary, bytes}}));
    QVERIFY(editor()->extraSelections().isEmpty());
}

void tst_Composer::missingFileIsExplained()
{
    connectToServer();
    m_sonde->chooseKind(u"Binary, file"_s);
    focusEditor();
    QCOMPARE(focusName(), u"composerFile"_s);
    type(u"/no/such/file"_s);
    QVERIFY2(m_sonde->composerHint().contains(u"There is no file /no/such/file."), qPrintable(m_sonde->composerHint()));
    press(Qt::Key_Return);
    send();
    QVERIFY(nothingWentOut());
}

void tst_Composer::tooLargeFileIsExplained()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"large"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize((1 << 20) + 1));
    file.close();

    press(Qt::Key_Comma, Qt::ControlModifier | Qt::ShiftModifier);
    QDialog *dialog = openDialog(u"connectionSettingsDialog"_s);
    dialog->findChild<QTabWidget *>()->setCurrentIndex(3);
    dialog->findChild<QSpinBox *>(u"maxUnsent"_s)->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"1"_s);
    acceptDialog(dialog);

    connectToServer();
    m_sonde->chooseKind(u"Binary, file"_s);
    focusEditor();
    type(file.fileName());
    QVERIFY2(m_sonde->composerHint().contains(u"limit for one message is 1.00 MiB"),
             qPrintable(m_sonde->composerHint()));
    send();
    QVERIFY(nothingWentOut());
}

void tst_Composer::fileGoesOut()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"grüße.bin"_s));
    const QByteArray bytes = QByteArray::fromHex("00ff0a").repeated(1000);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    connectToServer();
    m_sonde->chooseKind(u"Binary, file"_s);
    focusEditor();
    type(file.fileName());
    press(Qt::Key_Return);
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Binary, bytes}}));
    QCOMPARE(m_sonde->find<QLineEdit>(u"composerFile"_s)->text(), file.fileName());

    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write("new") == 3); // read at each sending
    file.close();
    press(Qt::Key_Return);
    QTRY_COMPARE(frames().size(), 2);
    QCOMPARE(frames().last().payload, "new");
}

void tst_Composer::pingGoesOut()
{
    m_server->onRequest([](RawClient &client) {
        client.accept();
        client.onFrame([&client](const RawFrame &frame) {
            if (frame.opcode == Opcode::Ping)
                client.sendFrame(Opcode::Pong, frame.payload);
        });
    });
    connectToServer();
    press(Qt::Key_P, Qt::ControlModifier);
    QCOMPARE(m_sonde->find<QComboBox>(u"composerKind"_s)->currentText(), u"Ping"_s);
    QCOMPARE(focusName(), u"composerText"_s);
    send(); // an empty one
    type(u"tick"_s);
    send();
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Ping, ""}, {Opcode::Ping, "tick"}}));
    QTRY_COMPARE(m_sonde->log().rowCount(), 6);
    QTRY_VERIFY(m_sonde->text(u"statusText"_s).contains(u"round trip"));
}

void tst_Composer::pingOfOver125BytesIsRefused()
{
    connectToServer();
    press(Qt::Key_P, Qt::ControlModifier);
    type(QString(125, u'x'));
    QVERIFY(m_sonde->composerHint().contains(u"125"));
    QVERIFY(!m_sonde->composerHint().contains(u"at most"));
    type(u"y"_s);
    QVERIFY2(m_sonde->composerHint().contains(u"at most 125"), qPrintable(m_sonde->composerHint()));
    QVERIFY(m_sonde->composerHint().contains(u"this is 126"));
    send();
    QVERIFY(nothingWentOut());
    press(Qt::Key_Backspace);
    send();
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Ping, QByteArray(125, 'x')}}));
}

void tst_Composer::closeGoesOut_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("offered") << u"1001 Going Away"_s << u"bye"_s
                             << QByteArray("\x03\xe9"
                                           "bye");
    QTest::newRow("typed") << u"4321"_s << u"grüße"_s
                           << QByteArray("\x10\xe1"
                                         "grüße");
    QTest::newRow("no code") << u"no code"_s << u""_s << QByteArray("");
    QTest::newRow("123 bytes") << u"1000"_s << QString(123, u'x') << QByteArray("\x03\xe8" + QByteArray(123, 'x'));
}

void tst_Composer::closeGoesOut()
{
    QFETCH(const QString, code);
    QFETCH(const QString, reason);
    QFETCH(const QByteArray, payload);
    connectToServer();
    m_sonde->chooseKind(u"Close"_s);
    m_sonde->find<QComboBox>(u"closeCode"_s)->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    type(code);
    focusEditor();
    QCOMPARE(focusName(), u"closeReason"_s);
    type(reason);
    QCOMPARE(m_sonde->composerHint(), QString());
    press(Qt::Key_Return);
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Close, payload}}));
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Closing);
}

void tst_Composer::closeMistakesAreExplained_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("message");
    QTest::newRow("kept out of frames") << u"1006"_s << u""_s << u"\"1006\" is not a code"_s;
    QTest::newRow("too large") << u"5000"_s << u""_s << u"\"5000\" is not a code"_s;
    QTest::newRow("no number") << u"away"_s << u""_s << u"\"away\" is not a code"_s;
    QTest::newRow("too large for 16 bits") << u"66536"_s << u""_s << u"\"66536\" is not a code"_s;
    QTest::newRow("reason without code") << u"no code"_s << u"bye"_s << u"without a code carries no reason"_s;
    QTest::newRow("124 bytes") << u"1000"_s << QString(62, u'ü') << u"at most 123 fit"_s;
}

void tst_Composer::closeMistakesAreExplained()
{
    QFETCH(const QString, code);
    QFETCH(const QString, reason);
    QFETCH(const QString, message);
    connectToServer();
    m_sonde->chooseKind(u"Close"_s);
    m_sonde->find<QComboBox>(u"closeCode"_s)->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    type(code);
    focusEditor();
    type(reason);
    QVERIFY2(m_sonde->composerHint().contains(message), qPrintable(m_sonde->composerHint()));
    press(Qt::Key_Return);
    send();
    QVERIFY(nothingWentOut());
}

void tst_Composer::notOpenSaysWhyAndKeepsText()
{
    focusEditor();
    QVERIFY(!m_sonde->find<QPushButton>(u"send"_s)->isEnabled());
    type(u"not yet"_s);
    send();
    QCOMPARE(m_sonde->composerHint(), u"Not open, so nothing can be sent. Connect first."_s);
    QCOMPARE(editor()->toPlainText(), u"not yet"_s);

    connectToServer();
    QVERIFY(m_sonde->find<QPushButton>(u"send"_s)->isEnabled());
    QVERIFY(!m_sonde->composerHint().contains(u"Not open"));
    QCOMPARE(editor()->toPlainText(), u"not yet"_s);
    QVERIFY(nothingWentOut());

    m_server->client()->reset();
    QTRY_VERIFY(!m_sonde->find<QPushButton>(u"send"_s)->isEnabled());
    send();
    QCOMPARE(m_sonde->composerHint(), u"Not open, so nothing can be sent. Connect first."_s);
    QCOMPARE(editor()->toPlainText(), u"not yet"_s);
}

void tst_Composer::textStaysAfterSending()
{
    connectToServer();
    type(u"again"_s);
    send();
    send();
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Text, "again"}, {Opcode::Text, "again"}}));
    QCOMPARE(editor()->toPlainText(), u"again"_s);
}

void tst_Composer::textGoesAfterSendingWhereSet()
{
    press(Qt::Key_Comma, Qt::ControlModifier);
    QDialog *dialog = openDialog(u"settingsDialog"_s);
    dialog->findChild<QWidget *>(u"clearAfterSending"_s)->setFocus();
    press(Qt::Key_Space);
    acceptDialog(dialog);

    focusEditor();
    type(u"once"_s);
    send(); // not open: nothing goes out, so nothing goes
    QCOMPARE(editor()->toPlainText(), u"once"_s);
    connectToServer();
    send();
    QCOMPARE(editor()->toPlainText(), QString());
    QTRY_COMPARE(frames(), (QList<RawFrame>{{Opcode::Text, "once"}}));
    press(Qt::Key_Up);
    QCOMPARE(editor()->toPlainText(), u"once"_s);
}

void tst_Composer::historyWalksInEmptyEditor()
{
    connectToServer();
    for (const QString &text : {u"one"_s, u"two"_s, u"one"_s, u"three"_s}) {
        press(Qt::Key_A, Qt::ControlModifier);
        type(text);
        send();
    }
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    const auto walked = [&](Qt::Key key) {
        press(key);
        return editor()->toPlainText();
    };
    QCOMPARE(walked(Qt::Key_Down), QString()); // there is nothing newer
    QCOMPARE(walked(Qt::Key_Up), u"three"_s);
    QCOMPARE(walked(Qt::Key_Up), u"one"_s);
    QCOMPARE(walked(Qt::Key_Up), u"two"_s); // "one" stands once, where it was sent last
    QCOMPARE(walked(Qt::Key_Up), u"two"_s);
    QCOMPARE(walked(Qt::Key_Down), u"one"_s);
    QCOMPARE(walked(Qt::Key_Down), u"three"_s);
    QCOMPARE(walked(Qt::Key_Down), QString());
    press(Qt::Key_Up);
    type(u"!"_s);
    QCOMPARE(walked(Qt::Key_Up), u"three!"_s); // edited, so it is the person's own
}

void tst_Composer::arrowsMoveTheCursorInText()
{
    connectToServer();
    type(u"sent"_s);
    send();
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"a\nb"_s);
    press(Qt::Key_Up);
    type(u"x"_s);
    QCOMPARE(editor()->toPlainText(), u"ax\nb"_s);
}

void tst_Composer::textSurvivesOtherKinds()
{
    focusEditor();
    type(u"kept"_s);
    m_sonde->chooseKind(u"Close"_s);
    focusEditor();
    type(u"reason"_s);
    m_sonde->chooseKind(u"Binary, file"_s);
    m_sonde->chooseKind(u"Text"_s);
    QCOMPARE(editor()->toPlainText(), u"kept"_s);
    m_sonde->chooseKind(u"Close"_s);
    QCOMPARE(m_sonde->find<QLineEdit>(u"closeReason"_s)->text(), u"reason"_s);
}

QTEST_MAIN(tst_Composer)
#include "tst_composer.moc"
