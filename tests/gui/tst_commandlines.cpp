// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profilepanel.h"
#include "gui/values.h"
#include "testwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sonde;

class tst_CommandLines final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { failOnWarnings(); }
    void pasted();
    void pastedIntoTheAddress();
    void typed();
    void remarksAreShown();
    void secretsAreKept();
    void mistakeLeavesTheAddress();
    void savedProfileStays();
    void copiedFromTheAddressMenu();
    void copiedSecretsAreNames();
    void copiedFromTheSidebar();
    void exported();

private:
    static void paste(TestWindow &test, const QString &text);
    static void trigger(TestWindow &test, const QString &action);
    [[nodiscard]] static QString clipboard() { return QApplication::clipboard()->text(); }
};

namespace {

/// Types the file's name into the file dialog that is about to open.
void answerFileDialog(const QString &file)
{
    auto *timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, file] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        timer->deleteLater();
        dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(file);
        QMetaObject::invokeMethod(dialog, "accept");
    });
    timer->start(10ms);
}

} // namespace

void tst_CommandLines::paste(TestWindow &test, const QString &text)
{
    QApplication::clipboard()->setText(text);
    test.tab().focusAddress();
    press(Qt::Key_V, Qt::ControlModifier);
}

void tst_CommandLines::trigger(TestWindow &test, const QString &action)
{
    auto *found = test.window().findChild<QAction *>(action);
    QVERIFY2(found, qPrintable(action));
    QVERIFY(found->isEnabled());
    found->trigger();
}

void tst_CommandLines::pasted()
{
    TestWindow test;
    test.start();
    paste(test, u"curl 'https://a.example/feed' \\\n  -H 'X-A: b' \\\n  -H 'Upgrade: websocket' -k"_s);
    QTRY_COMPARE(test.tab().profile().address, u"wss://a.example/feed"_s);
    QCOMPARE(test.window().tabCount(), 1);
    QCOMPARE(test.find<QLineEdit>(u"address"_s)->text(), u"wss://a.example/feed"_s);
    QCOMPARE(test.tab().profile().headers, (QList<Field>{{u"X-A"_s, u"b"_s}}));
    QVERIFY(test.tab().profile().options.tls.ignoreErrors);
    QVERIFY(test.tab().profileId().isEmpty());
    QCOMPARE(focusName(), u"address"_s);
    QVERIFY(!test.window().findChild<QMessageBox *>(u"commandRemarks"_s));
}

void tst_CommandLines::pastedIntoTheAddress()
{
    TestWindow test;
    test.start();
    QApplication::clipboard()->setText(u"wscat -c ws://a"_s); // shorter than the address
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_End);
    press(Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(test.tab().profile().address, u"ws://a"_s);
    paste(test, u"websocat ws://b"_s);
    QTRY_COMPARE(test.tab().profile().address, u"ws://b"_s);
    paste(test, u"ws://c/curl"_s); // an address like others
    QTRY_COMPARE(test.tab().profile().address, u"ws://c/curl"_s);
}

void tst_CommandLines::typed()
{
    TestWindow test;
    test.start();
    QApplication::clipboard()->clear();
    press(Qt::Key_L, Qt::ControlModifier);
    type(u"curl -k wss://a.example"_s);
    QCOMPARE(test.tab().profile().address, u"curl -k wss://a.example"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(test.tab().profile().address, u"wss://a.example"_s);
    QVERIFY(test.tab().profile().options.tls.ignoreErrors);
    QCOMPARE(test.state(), ConnectionState::Idle);
}

void tst_CommandLines::remarksAreShown()
{
    TestWindow test;
    test.start();
    paste(test, u"curl wss://a.example --resolve a:1:2 --nonsense"_s);
    QDialog *dialog = openDialog(u"commandRemarks"_s);
    const QString text = static_cast<QMessageBox *>(dialog)->text();
    QVERIFY2(text.contains(u"--resolve: ") && text.contains(u"--nonsense: "), qPrintable(text));
    QCOMPARE(test.tab().profile().address, u"wss://a.example"_s);
    acceptDialog(dialog);
}

void tst_CommandLines::secretsAreKept()
{
    TestWindow test;
    test.start();
    paste(test, u"curl wss://a.example -H 'Authorization: Bearer t0ken'"_s);
    QTRY_COMPARE(test.tab().profile().options.auth.token, u"{{secret:a.example-token}}"_s);
    QTRY_VERIFY(QApplication::activeModalWidget()
                || test.tab().variables().values().expand(u"{{secret:a.example-token}}"_s));
    if (QWidget *box = QApplication::activeModalWidget()) { // it says that there is no keychain
        QVERIFY(!static_cast<QMessageBox *>(box)->text().contains(u"t0ken"));
        acceptDialog(static_cast<QDialog *>(box));
    }
    const auto expanded = test.tab().variables().values().expand(u"{{secret:a.example-token}}"_s);
    QVERIFY(expanded);
    QCOMPARE(expanded->text, u"t0ken"_s);
}

void tst_CommandLines::mistakeLeavesTheAddress()
{
    TestWindow test;
    test.start();
    const QString before = test.tab().profile().address;
    paste(test, u"curl 'wss://a.example"_s);
    QTRY_VERIFY(test.text(u"footText"_s).contains(u"not closed"));
    QCOMPARE(test.tab().profile().address, before);
    QCOMPARE(test.find<QLineEdit>(u"address"_s)->text(), before);
}

/// A tab with more than an address in it is not overwritten.
void tst_CommandLines::savedProfileStays()
{
    TestWindow test;
    Profile profile;
    profile.address = u"ws://mine"_s;
    profile.headers = {{u"X"_s, u"y"_s}};
    test.startWith(profile);
    const int before = test.window().tabCount();
    const ConnectionTab *tab = &test.tab();
    paste(test, u"curl wss://a.example"_s);
    QTRY_COMPARE(test.window().tabCount(), before + 1);
    QCOMPARE(test.tab().profile().address, u"wss://a.example"_s);
    QCOMPARE(tab->profile(), profile);
}

void tst_CommandLines::copiedFromTheAddressMenu()
{
    TestWindow test;
    Profile profile;
    profile.address = u"wss://a.example/x"_s;
    test.startWith(profile);
    auto *address = test.find<QLineEdit>(u"address"_s);
    QApplication::clipboard()->clear();
    emit address->customContextMenuRequested(QPoint(5, 5));
    auto *menu = address->findChild<QMenu *>(u"addressMenu"_s);
    QVERIFY(menu);
    QTRY_VERIFY(menu->isVisible());
    auto *action = menu->findChild<QAction *>(u"copyTabAs-wscat"_s);
    QVERIFY(action);
    action->trigger();
    menu->close();
    QCOMPARE(clipboard(), u"wscat --connect wss://a.example/x\n"_s);
    trigger(test, u"copyTabAs-python"_s);
    QVERIFY(clipboard().contains(u"import websockets"));
}

void tst_CommandLines::copiedSecretsAreNames()
{
    TestWindow test;
    Profile profile;
    profile.address = u"{{base}}/x"_s;
    profile.headers = {{u"X"_s, u"{{secret:feed key}}"_s}};
    test.startWith(profile);
    test.tab().variables().values().setVariable(u"base"_s, u"wss://b.example"_s);
    trigger(test, u"copyTabAs-wscat"_s);
    QCOMPARE(clipboard(), u"wscat --connect wss://b.example/x \\\n  --header \"X: ${FEED_KEY}\"\n"_s);

    profile.address = u"wss://{{nowhere}}"_s;
    test.tab().takeProfile(profile);
    QApplication::clipboard()->clear();
    trigger(test, u"copyTabAs-curl"_s);
    QTRY_VERIFY(test.text(u"footText"_s).contains(u"nowhere"));
    QCOMPARE(clipboard(), QString());
}

void tst_CommandLines::copiedFromTheSidebar()
{
    TestWindow test;
    test.start();
    Profile profile;
    profile.address = u"wss://saved.example"_s;
    QVERIFY(test.program().workspace().save(u"Group/Saved"_s, profile));
    test.window().showProfiles(true);
    test.window().profiles().select(u"Group/Saved"_s);
    trigger(test, u"copyProfileAs-websocat"_s);
    QCOMPARE(clipboard(), u"websocat --no-close \\\n  wss://saved.example/\n"_s);
    test.window().profiles().select(u"Group"_s);
    trigger(test, u"copyProfileAs-websocat"_s);
    QTRY_VERIFY(test.text(u"profilesText"_s).contains(u"Group"));
}

void tst_CommandLines::exported()
{
    TestWindow test;
    test.start();
    Profile profile;
    profile.address = u"wss://saved.example"_s;
    QVERIFY(test.program().workspace().save(u"Group/Saved"_s, profile));
    test.window().showProfiles(true);
    const QTemporaryDir folder;
    const auto exportTo = [&](const QString &action, const QString &name) {
        answerFileDialog(folder.filePath(name));
        trigger(test, action);
        return QFile::exists(folder.filePath(name));
    };
    test.window().profiles().select(u"Group/Saved"_s);
    QVERIFY(exportTo(u"exportProfile"_s, u"one.json"_s));
    QFile file(folder.filePath(u"one.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("wss://saved.example"));
    QVERIFY(test.text(u"footText"_s).contains(u"one.json"));

    test.window().profiles().select(u"Group"_s);
    QVERIFY(exportTo(u"exportProfile"_s, u"group.zip"_s));
    QVERIFY(exportTo(u"exportWorkspace"_s, u"all.zip"_s));
    for (const QString &name : {u"group.zip"_s, u"all.zip"_s}) {
        QFile zip(folder.filePath(name));
        QVERIFY(zip.open(QIODevice::ReadOnly));
        const QByteArray bytes = zip.readAll();
        QVERIFY(bytes.startsWith("PK"));
        QVERIFY(bytes.contains("Group/Saved.json"));
    }
}

QTEST_MAIN(tst_CommandLines)
#include "tst_commandlines.moc"
