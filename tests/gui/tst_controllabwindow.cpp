// SPDX-License-Identifier: GPL-3.0-or-later
// Frames in the log, and the control lab, by keys and clicks.
#include "support/rawserver.h"
#include "testwindow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_ControlLabWindow final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        m_server = std::make_unique<RawServer>();
        m_server->onRequest([](RawClient &client) { client.accept(); });
    }
    void cleanup() { m_server.reset(); }

    void framesAreRowsWhenSwitchedOn()
    {
        TestWindow sonde;
        open(sonde, Engine::Native);
        m_server->client()->sendFrame(Opcode::Text, "before");
        QTRY_COMPARE(newestKind(sonde), Kind::Text);
        QCOMPARE(sonde.kinds().count(Kind::Frame), 0);
        press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(sonde.tab().profile().options.recordsFrames);
        QTRY_VERIFY(sonde.find<QToolButton>(u"showFrames"_s)->isVisible());
        type(u"hello"_s);
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(sonde.kinds().count(Kind::Frame), 1);
        QTRY_COMPARE(newestKind(sonde), Kind::Text);
        QVERIFY(sonde.preview(sonde.log().rowCount() - 2).startsWith(u"Text, masked, 5 byte"));
    }

    void aFrameOpensToItsHeader()
    {
        TestWindow sonde;
        open(sonde, Engine::Native, true);
        m_server->client()->sendFrame({.payload = "He", .fin = false});
        m_server->client()->sendFrame(Opcode::Ping, "p");
        m_server->client()->sendFrame({.opcode = Opcode::Continuation, .payload = "llo"});
        QTRY_COMPARE(newestKind(sonde), Kind::Text);
        const int first = int(sonde.kinds().indexOf(Kind::Frame));
        goToRow(first);
        QTRY_VERIFY(sonde.detail().contains(u"FIN not set: more to come"));
        QVERIFY(sonde.detail().contains(u"opcode 0x1: Text"));
        QVERIFY(sonde.detail().contains(u"48 65"));
        // To its message and back.
        sonde.click(u"goToMessage"_s);
        QTRY_COMPARE(sonde.detail(), u"Hello"_s);
        press(Qt::Key_F4);
        QTRY_VERIFY(sonde.detail().contains(u"FIN not set"));
    }

    void violationsAreExplained()
    {
        TestWindow sonde;
        open(sonde, Engine::Native, true);
        m_server->client()->sendFrame({.payload = "bad", .rsv = 2});
        QTRY_VERIFY(sonde.kinds().contains(Kind::Close));
        goToRow(int(sonde.kinds().indexOf(Kind::Frame)));
        QTRY_VERIFY(sonde.detail().contains(u"✕"));
        QVERIFY(sonde.detail().contains(u"RFC 6455 section 5.2"));
        QVERIFY(sonde.detail().contains(u"RSV2 set"));
    }

    void secretsAreNotInFrames()
    {
        TestWindow sonde;
        Profile profile = profileFor(Engine::Native, true);
        profile.options.auth = {.kind = AuthKind::Bearer, .token = u"topsecret"_s};
        sonde.startWith(profile);
        press(Qt::Key_Return);
        QTRY_COMPARE(sonde.state(), ConnectionState::Open);
        m_server->client()->sendFrame(Opcode::Text, "topsecret");
        QTRY_COMPARE(newestKind(sonde), Kind::Text);
        goToRow(int(sonde.kinds().indexOf(Kind::Frame)));
        QTRY_VERIFY(sonde.detail().contains(u"was not recorded"));
        QVERIFY(!sonde.detail().contains(u"74 6f 70")); // "top"
    }

    void theLabSendsWhatItShows()
    {
        TestWindow sonde;
        open(sonde, Engine::Native);
        press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        QDialog *lab = openDialog(u"controlLab"_s);
        QVERIFY(lab);
        lab->findChild<QComboBox *>(u"labOpcode"_s)->setCurrentIndex(0xB);
        lab->findChild<QCheckBox *>(u"labRsv3"_s)->setChecked(true);
        lab->findChild<QCheckBox *>(u"labMasked"_s)->setChecked(false);
        const QString preview = lab->findChild<QLabel *>(u"labPreview"_s)->text();
        QCOMPARE(preview, u"9b 05 48 65 6c 6c 6f"_s);
        lab->findChild<QPushButton *>(u"labSendFrame"_s)->click();
        QTRY_COMPARE(QString::fromLatin1(m_server->client()->received().toHex(' ')), preview);
        QTRY_COMPARE(newestKind(sonde), Kind::Frame); // what was sent by hand is in the log, whatever is switched on
        lab->findChild<QPushButton *>(u"labStopReading"_s)->click();
        QTRY_COMPARE(newestKind(sonde), Kind::Notice);
        lab->findChild<QPushButton *>(u"labRst"_s)->click();
        QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
        QVERIFY(!lab->findChild<QPushButton *>(u"labRst"_s)->isEnabled());
    }

    void wrongInputIsExplained()
    {
        TestWindow sonde;
        open(sonde, Engine::Native);
        press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        QDialog *lab = openDialog(u"controlLab"_s);
        lab->findChild<QLineEdit *>(u"labClaimed"_s)->setText(u"many"_s);
        QVERIFY(!lab->findChild<QPushButton *>(u"labSendFrame"_s)->isEnabled());
        QVERIFY(lab->findChild<QLabel *>(u"labProblem"_s)->text().contains(u"\"many\" is no length."));
    }

    void qtsEngineSaysWhatItCannot()
    {
        TestWindow sonde;
        open(sonde, Engine::Qt);
        press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        QDialog *lab = openDialog(u"controlLab"_s);
        QVERIFY(lab->findChild<QLabel *>(u"labStatus"_s)->text().contains(u"QWebSocket"));
        QVERIFY(!lab->findChild<QPushButton *>(u"labRst"_s)->isEnabled());
    }

    void theAbuseListAsksAndNamesTheHost()
    {
        // It takes connections and ends them, which is enough for a list that is only begun.
        m_server->onRequest([](RawClient &client) {
            client.accept();
            client.onFrame([&client](const RawFrame &) {
                client.sendClose(1002);
                client.finish();
            });
        });
        TestWindow sonde;
        open(sonde, Engine::Native);
        press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        QDialog *lab = openDialog(u"controlLab"_s);
        lab->findChild<QPushButton *>(u"labRun"_s)->click();
        QDialog *question = openDialog(u"labConfirm"_s);
        QVERIFY(question);
        const QString host = u"127.0.0.1:%1"_s.arg(m_server->port());
        QVERIFY(static_cast<QMessageBox *>(question)->text().contains(host));
        QCOMPARE(m_server->clients().size(), 1); // nothing yet
        for (auto *button : question->findChildren<QPushButton *>()) {
            if (button->text().contains(host))
                button->click();
        }
        const auto *table = lab->findChild<QTableWidget *>(u"labAbuses"_s);
        QTRY_COMPARE(table->item(0, 4)->text(), u"as the RFC says"_s);
        QTRY_VERIFY(!table->item(1, 4)->text().isEmpty());
        lab->findChild<QPushButton *>(u"labStop"_s)->click();
        QTRY_VERIFY(lab->findChild<QLabel *>(u"labSummary"_s)->text().contains(u"not run"));
        QVERIFY(lab->findChild<QPushButton *>(u"labSaveReport"_s)->isEnabled());
    }

private:
    [[nodiscard]] Profile profileFor(Engine engine, bool recordsFrames) const
    {
        Profile profile;
        profile.address = m_server->url().toString();
        profile.options.engine = engine;
        profile.options.recordsFrames = recordsFrames;
        profile.reconnect.enabled = false;
        return profile;
    }
    void open(TestWindow &sonde, Engine engine, bool recordsFrames = false)
    {
        sonde.startWith(profileFor(engine, recordsFrames));
        press(Qt::Key_Return);
        QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    }
    /// Attempt while there is no row.
    [[nodiscard]] static Kind newestKind(TestWindow &sonde)
    {
        const QList<Kind> kinds = sonde.kinds();
        return kinds.isEmpty() ? Kind::Attempt : kinds.last();
    }
    static void goToRow(int row)
    {
        press(Qt::Key_G, Qt::ControlModifier);
        press(Qt::Key_Home, Qt::ControlModifier);
        for (int i = 0; i < row; ++i)
            press(Qt::Key_Down);
    }

    std::unique_ptr<RawServer> m_server;
};

QTEST_MAIN(tst_ControlLabWindow)
#include "tst_controllabwindow.moc"
