// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/environmentbox.h"
#include "gui/importdialog.h"
#include "gui/profileimport.h"
#include "gui/profilepanel.h"
#include "profile/environment.h"
#include "testwindow.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDirIterator>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace sonde;

/// Profiles of other tools, brought in through the dialog.
class tst_ImportDialog final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_sonde.reset(); }
    void importsByKeys();
    void importsWhatIsChecked();
    void nothingCheckedImportsNothing();
    void cancelChangesNothing();
    void remarksCanBeCopied();
    void takenNamesAreKept();
    void secretsAreKnownButNotWritten();
    void otherSecretOfTheNameStays();
    void ownSecretsAreNotHandedOut();
    void foldersCanBeDropped();
    void whatIsWrongIsTold();

private:
    [[nodiscard]] static QString fixture(const QString &name)
    {
        return QStringLiteral(SONDE_TEST_DATA) + u"/imports/"_s + name;
    }
    void drop(const QString &path);
    [[nodiscard]] QDialog *openImport(const QString &name);
    void accept(QDialog *dialog);
    [[nodiscard]] QStringList ids();
    [[nodiscard]] QString expanded(const QString &text);

    std::unique_ptr<TestWindow> m_sonde;
};

void tst_ImportDialog::init()
{
    failOnWarnings();
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start();
}

void tst_ImportDialog::drop(const QString &path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_sonde->window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_sonde->window(), &event);
}

QDialog *tst_ImportDialog::openImport(const QString &name)
{
    m_sonde->window().profileImport().open(fixture(name));
    return openDialog(u"importDialog"_s);
}

/// Presses the button by its mnemonic's key, and waits for the window.
void tst_ImportDialog::accept(QDialog *dialog)
{
    const QPointer<QDialog> watched(dialog);
    QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QTRY_VERIFY(!watched);
}

QStringList tst_ImportDialog::ids()
{
    QStringList ids;
    for (const auto &[id, item] : m_sonde->program().workspace().profiles()) {
        if (!id.startsWith(u"Examples/"))
            ids << id;
    }
    return ids;
}

QString tst_ImportDialog::expanded(const QString &text)
{
    const Values &values = m_sonde->program().values();
    const auto expansion = values.layers(text, {}).and_then(
        [&](const QList<VariableLayer> &layers) { return Variables(layers, values.sources()).expand(text); });
    return expansion ? expansion->text : expansion.error().text();
}

void tst_ImportDialog::importsByKeys()
{
    QDialog *dialog = openImport(u"insomnia-v4.json"_s);
    auto *tree = dialog->findChild<QTreeWidget *>(u"importTree"_s);
    QVERIFY(tree->hasFocus());
    QCOMPARE(tree->topLevelItemCount(), 2);
    QCOMPARE(tree->topLevelItem(0)->child(0)->text(0), u"Demo/Talk/Chat"_s);
    QCOMPARE(dialog->findChild<QLabel *>(u"importSummary"_s)->text(),
             u"Insomnia export (v4): 1 profile(s), 2 environment(s), 1 secret(s)"_s);
    press(Qt::Key_Tab);
    QCOMPARE(focusName(), u"importGroup"_s);
    type(u"Team / Chats"_s);
    const QPointer<QDialog> watched(dialog);
    press(Qt::Key_Return);
    QTRY_VERIFY(!watched);
    QTRY_COMPARE(ids(), QStringList{u"Team/Chats/Demo/Talk/Chat"_s});
    QCOMPARE(environmentNames(m_sonde->program().values().folder()), (QStringList{u"Local"_s, u"default"_s}));
}

void tst_ImportDialog::importsWhatIsChecked()
{
    QDialog *dialog = openImport(u"insomnia-v5.yaml"_s);
    press(Qt::Key_Down); // from the heading to the first profile
    press(Qt::Key_Space);
    for (int i = 0; i < 4; ++i)
        press(Qt::Key_Down); // over the other one and the heading to the last environment
    press(Qt::Key_Space);
    accept(dialog);
    QTRY_COMPARE(ids(), QStringList{u"Demo five/Talk/Plain"_s});
    QCOMPARE(environmentNames(m_sonde->program().values().folder()), QStringList{u"default"_s});
}

void tst_ImportDialog::nothingCheckedImportsNothing()
{
    QDialog *dialog = openImport(u"bruno-export.json"_s);
    auto *tree = dialog->findChild<QTreeWidget *>(u"importTree"_s);
    QPushButton *import = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    QVERIFY(import->isEnabled());
    press(Qt::Key_Space); // the heading stands for all below it
    QCOMPARE(tree->topLevelItem(0)->child(0)->checkState(0), Qt::Unchecked);
    QVERIFY(import->isEnabled());
    tree->setCurrentItem(tree->topLevelItem(1));
    press(Qt::Key_Space);
    QVERIFY(!import->isEnabled());
}

void tst_ImportDialog::cancelChangesNothing()
{
    const QPointer<QDialog> dialog = openImport(u"postman.json"_s);
    press(Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QCOMPARE(ids(), QStringList());
    QCOMPARE(environmentNames(m_sonde->program().values().folder()), QStringList());
}

void tst_ImportDialog::remarksCanBeCopied()
{
    QDialog *dialog = openImport(u"postman.json"_s);
    QApplication::clipboard()->clear();
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"importCopyRemarks"_s), Qt::LeftButton);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QVERIFY2(lines.contains(u"Ticks: Scripts were left out."_s), qPrintable(lines.join(u'\n')));
}

void tst_ImportDialog::takenNamesAreKept()
{
    const QString folder = m_sonde->program().values().folder();
    QVERIFY(saveEnvironment(folder, {u"default"_s, {{u"base"_s, u"ws://mine"_s}}}));
    Profile mine;
    mine.address = u"ws://mine/"_s;
    QVERIFY(m_sonde->program().workspace().save(u"Folder collection/Feeds/Live"_s, mine));
    accept(openImport(u"postman-folder"_s));
    auto *notes = qobject_cast<QMessageBox *>(openDialog(u"importNotes"_s));
    QVERIFY2(notes->text().contains(u"\"Folder collection\""), qPrintable(notes->text()));
    notes->accept();
    QCOMPARE(ids(), (QStringList{u"Folder collection 2/Feeds/Live"_s, u"Folder collection/Feeds/Live"_s}));
    QCOMPARE(m_sonde->program().workspace().find(u"Folder collection/Feeds/Live"_s)->profile.address, u"ws://mine/"_s);
    QCOMPARE(loadEnvironment(folder, u"default"_s)->values, (QList<Variable>{{u"base"_s, u"ws://mine"_s}}));
    QCOMPARE(loadEnvironment(folder, u"Folder collection"_s)->values[0].value, u"wss://folder.example.com"_s);
}

void tst_ImportDialog::secretsAreKnownButNotWritten()
{
    accept(openImport(u"postman-folder"_s));
    QTRY_COMPARE(ids().size(), 1);
    const QString token = m_sonde->program().workspace().find(ids()[0])->profile.options.auth.token;
    QVERIFY(token.startsWith(u"{{secret:"));
    QCOMPARE(expanded(token), u"folder-token-11"_s);
    // There is no keychain here, which is told.
    auto *notes = qobject_cast<QMessageBox *>(openDialog(u"importNotes"_s));
    QVERIFY2(notes->text().contains(u"forgotten when Sonde ends"), qPrintable(notes->text()));
    notes->accept();
    QDirIterator it(m_sonde->places().data, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    int files = 0;
    while (it.hasNext()) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("folder-token-11"), qPrintable(file.fileName()));
        ++files;
    }
    QVERIFY(files > 0);
}

void tst_ImportDialog::otherSecretOfTheNameStays()
{
    bool isAdded = false;
    m_sonde->program().values().addSecrets({{u"live-token"_s, u"mine"_s}}, &m_sonde->window(),
                                           [&](const Values::AddedSecrets &) { isAdded = true; });
    QTRY_VERIFY(isAdded);
    accept(openImport(u"postman-folder"_s));
    QTRY_COMPARE(ids().size(), 1);
    QCOMPARE(m_sonde->program().workspace().find(ids()[0])->profile.options.auth.token, u"{{secret:live-token-2}}"_s);
    QCOMPARE(expanded(u"{{secret:live-token}} {{secret:live-token-2}}"_s), u"mine folder-token-11"_s);
}

/// A description that names a secret gets none that is there: its server would get it.
void tst_ImportDialog::ownSecretsAreNotHandedOut()
{
    bool isAdded = false;
    m_sonde->program().values().addSecrets({{u"token"_s, u"mine"_s}}, &m_sonde->window(),
                                           [&](const Values::AddedSecrets &) { isAdded = true; });
    QTRY_VERIFY(isAdded);
    accept(openImport(u"asyncapi-2.yaml"_s));
    QTRY_COMPARE(ids().size(), 1);
    QCOMPARE(m_sonde->program().workspace().find(ids()[0])->profile.options.auth.token, u"{{secret:token-2}}"_s);
}

void tst_ImportDialog::foldersCanBeDropped()
{
    drop(fixture(u"bruno-yml"_s));
    accept(openDialog(u"importDialog"_s));
    QTRY_COMPARE(ids(), QStringList{u"Rooms in YAML/Rooms/Join"_s});
    QTRY_COMPARE(m_sonde->window().profiles().currentId(), u"Rooms in YAML/Rooms/Join"_s);
}

void tst_ImportDialog::whatIsWrongIsTold()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"broken.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"info\": ");
    file.close();
    drop(file.fileName());
    QTRY_VERIFY2(m_sonde->text(u"footText"_s).contains(u"line 1, column"), qPrintable(m_sonde->text(u"footText"_s)));
    QCOMPARE(m_sonde->window().tabCount(), 1);
}

QTEST_MAIN(tst_ImportDialog)
#include "tst_importdialog.moc"
