// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturethread.h"
#include "capture/capturewriter.h"
#include "testwindow.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTabWidget>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

/// Captures and other files, opened and written through the File menu.
class tst_Files final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_sonde.reset(); }
    void exportsEachFormat_data();
    void exportsEachFormat();
    void exportsWhatTheFilterShows();
    void savesACopy();
    void importsWhatItExported();
    void importSaysWhatIsWrong();
    void opensWhatIsDropped();
    void opensACaptureOnce();
    void saysWhatIsNoCapture();
    void openedCapturesComeBack();
    void connectionCommandsAreGreyForAFile();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    void drop(const QString &file);
    /// Triggers the action and answers the file dialog that it opens.
    void trigger(const QString &action, const QString &file);
    void exportTo(const QString &file, const QString &format);

    std::unique_ptr<TestWindow> m_sonde;
    QTemporaryDir m_folder;
    QString m_capture;
};

namespace {

void writeCapture(const QString &path)
{
    CaptureThread thread;
    const auto writer = thread.createWriter(path);
    Batch batch;
    const Timestamp time{std::chrono::microseconds{1'700'000'000'123'456}};
    batch.append(time, Kind::Attempt, Direction::Event, {},
                 R"({"url":"ws://127.0.0.1:1/","attempt":1,"text":"Connecting"})");
    batch.append(time, Kind::Text, Direction::Out, "hello");
    batch.append(time, Kind::Text, Direction::In, "{\"a\": 1}");
    batch.append(time, Kind::Binary, Direction::In, QByteArray("\x00\xff", 2));
    writer->append(std::move(batch));
    QVERIFY(writer->flush(5s));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

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

void tst_Files::init()
{
    failOnWarnings();
    static int number = 0;
    m_capture = path(u"sample-%1.sonde"_s.arg(++number));
    writeCapture(m_capture);
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start({m_capture});
    QTRY_COMPARE(m_sonde->log().rowCount(), 4);
}

void tst_Files::drop(const QString &file)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_sonde->window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_sonde->window(), &event);
    QVERIFY(event.isAccepted());
}

void tst_Files::trigger(const QString &action, const QString &file)
{
    answerFileDialog(file);
    m_sonde->find<QAction>(action)->trigger();
}

void tst_Files::exportTo(const QString &file, const QString &format)
{
    m_sonde->find<QAction>(u"export"_s)->trigger();
    QDialog *dialog = openDialog(u"exportDialog"_s);
    auto *formats = dialog->findChild<QComboBox *>(u"exportFormat"_s);
    formats->setCurrentIndex(formats->findText(format));
    answerFileDialog(file);
    QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QTRY_VERIFY2(m_sonde->text(u"footText"_s).contains(u"exported"), qPrintable(m_sonde->text(u"footText"_s)));
}

void tst_Files::exportsEachFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("jsonl") << u"JSON Lines"_s << QByteArray("{\"seq\":1,") << QByteArray("\"text\":\"hello\"");
    QTest::newRow("csv") << u"CSV"_s << QByteArray("seq,time,") << QByteArray(",text,5,utf-8,\"hello\",");
    QTest::newRow("txt") << u"Plain text"_s << QByteArray("2023-11-14") << QByteArray("hello");
    QTest::newRow("har") << u"HAR 1.2"_s << QByteArray("{") << QByteArray("_webSocketMessages");
}

void tst_Files::exportsEachFormat()
{
    QFETCH(const QString, format);
    QFETCH(const QByteArray, beginning);
    QFETCH(const QByteArray, part);
    const QString file = path(u"export."_s + QString::fromLatin1(QTest::currentDataTag()));
    exportTo(file, format);
    const QByteArray content = contentOf(file);
    QVERIFY2(content.contains(beginning), content.constData());
    QVERIFY2(content.contains(part), content.constData());
    QVERIFY(m_sonde->text(u"footText"_s).startsWith(u"4 row(s) exported"));
}

void tst_Files::exportsWhatTheFilterShows()
{
    press(Qt::Key_F, Qt::ControlModifier);
    type(u"hello"_s);
    QTRY_COMPARE(m_sonde->log().rowCount(), 1);
    exportTo(path(u"hits.jsonl"_s), u"JSON Lines"_s);
    QCOMPARE(contentOf(path(u"hits.jsonl"_s)).count('\n'), 1);
    QVERIFY(contentOf(path(u"hits.jsonl"_s)).contains("\"seq\":2,"));
}

void tst_Files::savesACopy()
{
    const QString copy = path(u"copy.sonde"_s);
    trigger(u"saveCopy"_s, copy);
    QTRY_VERIFY(m_sonde->text(u"footText"_s).contains(u"copy.sonde"));
    drop(copy);
    QTRY_COMPARE(m_sonde->tabText(1), u"copy.sonde"_s);
    QTRY_COMPARE(m_sonde->log().rowCount(), 4);
}

void tst_Files::importsWhatItExported()
{
    exportTo(path(u"round.har"_s), u"HAR 1.2"_s);
    trigger(u"import"_s, path(u"round.har"_s));
    QTRY_COMPARE(m_sonde->window().tabCount(), 2);
    QTRY_VERIFY(m_sonde->log().rowCount() >= 3);
    QList<QByteArray> payloads;
    for (int row = 0; row < m_sonde->log().rowCount(); ++row) {
        const Record record = m_sonde->log().record(row);
        if (isMessage(record.kind))
            payloads << record.payload;
    }
    QCOMPARE(payloads, (QList<QByteArray>{"hello", "{\"a\": 1}", QByteArray("\x00\xff", 2)}));
}

void tst_Files::importSaysWhatIsWrong()
{
    QFile file(path(u"broken.har"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"log\": {\"entries\": [");
    file.close();
    trigger(u"import"_s, file.fileName());
    QTRY_VERIFY2(m_sonde->text(u"footText"_s).contains(u"JSON"), qPrintable(m_sonde->text(u"footText"_s)));
    QCOMPARE(m_sonde->window().tabCount(), 1);
}

void tst_Files::opensWhatIsDropped()
{
    writeCapture(path(u"dropped.sonde"_s));
    drop(path(u"dropped.sonde"_s));
    QTRY_COMPARE(m_sonde->window().tabCount(), 2);
    QTRY_COMPARE(m_sonde->log().rowCount(), 4);
    QVERIFY2(m_sonde->text(u"captureFile"_s).contains(u"4 record(s)"), qPrintable(m_sonde->text(u"captureFile"_s)));
}

void tst_Files::opensACaptureOnce()
{
    m_sonde->find<QAction>(u"newTab"_s)->trigger();
    QCOMPARE(m_sonde->window().tabCount(), 2);
    trigger(u"openCapture"_s, m_capture);
    QCOMPARE(m_sonde->window().tabCount(), 2);
    QCOMPARE(m_sonde->find<QTabWidget>(u"tabs"_s)->currentIndex(), 0);
}

void tst_Files::saysWhatIsNoCapture()
{
    QFile file(path(u"other.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no capture");
    file.close();
    drop(file.fileName());
    QVERIFY2(m_sonde->text(u"footText"_s).contains(u"is not a capture"), qPrintable(m_sonde->text(u"footText"_s)));
    QCOMPARE(m_sonde->window().tabCount(), 1);
    QCOMPARE(contentOf(file.fileName()), QByteArray("no capture"));
}

void tst_Files::openedCapturesComeBack()
{
    m_sonde->restart();
    QCOMPARE(m_sonde->window().tabCount(), 1);
    QTRY_COMPARE(m_sonde->log().rowCount(), 4);
    // One that is gone is told, and the program starts all the same.
    QFile::remove(m_capture);
    m_sonde->restart();
    QVERIFY(m_sonde->window().currentConnection());
    QVERIFY(!m_sonde->program().problems().isEmpty());
}

void tst_Files::connectionCommandsAreGreyForAFile()
{
    QVERIFY(!m_sonde->find<QAction>(u"connect"_s)->isEnabled());
    QVERIFY(m_sonde->find<QAction>(u"export"_s)->isEnabled());
    m_sonde->find<QAction>(u"newTab"_s)->trigger();
    QVERIFY(m_sonde->find<QAction>(u"connect"_s)->isEnabled());
}

QTEST_MAIN(tst_Files)
#include "tst_files.moc"
