// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/detailpane.h"

#include "capture/recordtext.h"
#include "gui/appearance.h"
#include "gui/elidedlabel.h"
#include "gui/eventtext.h"
#include "gui/findfield.h"
#include "gui/formatbox.h"
#include "gui/frametext.h"
#include "gui/handshakeview.h"
#include "gui/hexview.h"
#include "gui/imageview.h"
#include "gui/recordreader.h"
#include "gui/textview.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLocale>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr int ProgressIntervalMs = 100;

Reading asText(const QByteArray &utf8, LineLayout layout = LineLayout::Text)
{
    Reading reading;
    reading.text = PayloadBytes(utf8);
    reading.layout = layout;
    return reading;
}

} // namespace

DetailPane::DetailPane(const CaptureLog &log, QWidget *parent)
    : QWidget(parent)
    , m_bar(new QHBoxLayout)
    , m_views(new QTabBar(this))
    , m_formats(new FormatBox(this))
    , m_note(new ElidedLabel(this))
    , m_find(new FindField(this))
    , m_copy(new QToolButton(this))
    , m_save(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_text(new TextView(this))
    , m_hex(new HexView(this))
    , m_image(new ImageView(this))
    , m_handshake(new HandshakeView(this))
    , m_reader(new RecordReader(log, this))
    , m_decoding(this)
{
    m_text->setObjectName(u"detailText"_s);
    m_text->setAccessibleName(tr("Selected message"));
    m_hex->setObjectName(u"detailHex"_s);
    m_hex->setAccessibleName(tr("Bytes of the selected message"));
    m_image->setObjectName(u"detailImage"_s);
    for (QWidget *view : std::initializer_list<QWidget *>{m_text, m_hex, m_image, m_handshake})
        m_stack->addWidget(view);
    addBar();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addLayout(m_bar);
    layout->addWidget(m_stack, 1);
    m_progress.setInterval(ProgressIntervalMs);
    connectParts();
    clear();
}

DetailPane::~DetailPane() = default;

void DetailPane::addBar()
{
    m_views->setObjectName(u"detailViews"_s);
    m_views->setAccessibleName(tr("View of the selected message"));
    m_views->setDrawBase(false);
    m_views->setExpanding(false);
    m_views->setUsesScrollButtons(false);
    m_views->addTab(tr("Pretty"));
    m_views->addTab(tr("Text"));
    m_views->addTab(tr("Hex"));
    m_formats->setObjectName(u"detailFormat"_s);
    m_formats->setAccessibleName(tr("What the payload is read as"));
    m_note->setObjectName(u"detailNote"_s);
    m_find->setObjectName(u"detailFind"_s);
    m_find->setAccessibleName(tr("Find in the selected message"));
    m_find->setMaximumWidth(180);
    m_copy->setObjectName(u"detailCopy"_s);
    m_copy->setIcon(icon(u"copy"_s));
    m_copy->setText(tr("Copy"));
    m_save->setObjectName(u"detailSave"_s);
    m_save->setIcon(icon(u"save"_s));
    m_save->setText(tr("Save payload…"));
    for (QToolButton *button : {m_copy, m_save}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
    }
    m_bar->setContentsMargins({});
    m_bar->addWidget(m_views);
    m_bar->addWidget(m_formats);
    m_bar->addSpacing(4);
    m_bar->addWidget(m_note, 1);
    m_bar->addWidget(m_find);
    m_bar->addWidget(m_copy);
    m_bar->addWidget(m_save);
}

void DetailPane::connectParts()
{
    connect(m_views, &QTabBar::currentChanged, this, &DetailPane::refresh);
    connect(m_formats, &FormatBox::formatChosen, this, [this] {
        if (!m_record || isEvent())
            return;
        m_problem.clear();
        m_reader->readAs(m_formats->format());
        refreshProgress();
    });
    connect(m_reader, &RecordReader::readingChanged, this, &DetailPane::setReading);
    connect(m_reader, &RecordReader::readFailed, this, &DetailPane::handleError);
    connect(m_reader, &RecordReader::saved, this, &DetailPane::refreshProgress);
    connect(m_reader, &RecordReader::saveFailed, this, [this](const Error &error) {
        refreshProgress();
        emit errorOccurred(error);
    });
    connect(m_find, &FindField::searched, this, [this] {
        m_problem = m_find->hasFound() ? QString() : tr("Not found");
        refreshProgress();
    });
    connect(m_handshake, &HandshakeView::blockChanged, m_find,
            [this] { m_find->setView(m_handshake->block(), false); });
    connect(&m_progress, &QTimer::timeout, this, &DetailPane::refreshProgress);
    connect(m_copy, &QToolButton::clicked, this, &DetailPane::copy);
    connect(m_save, &QToolButton::clicked, this, &DetailPane::save);
    connect(m_text, &TextView::pathChanged, this, &DetailPane::refreshNote);
    connect(m_text, &TextView::valueChosen, this, [this](const QString &path, const QByteArray &json) {
        // What was decompressed or decoded to be read is not found in a message as it comes.
        const bool isAsSent = m_reading.text.view().data() == m_reader->payload().view().data();
        emit valueChosen({path, json, isAsSent && m_record && m_record->direction == Direction::In});
    });
    connect(m_text, &TextView::workChanged, this, &DetailPane::refreshProgress);
    for (const PayloadView *view : std::initializer_list<PayloadView *>{m_text, m_hex, m_handshake->block()}) {
        connect(view, &PayloadView::problemFound, this, [this](const QString &sentence) {
            m_problem = sentence;
            refreshNote();
        });
    }
}

void DetailPane::addButton(QToolButton *button)
{
    button->setAutoRaise(true);
    m_bar->insertWidget(m_bar->indexOf(m_copy), button);
}

void DetailPane::focusPretty()
{
    m_views->setCurrentIndex(Pretty);
    m_stack->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

void DetailPane::setTakesValues(bool takes)
{
    m_text->setTakesValues(takes);
}

PayloadBytes DetailPane::content() const
{
    return isEvent() || m_reader->isWhole() ? m_reading.content : PayloadBytes();
}

void DetailPane::show(const Record &record)
{
    if (m_record && m_record->seq == record.seq)
        return;
    setNothing();
    m_record = record;
    m_copy->setEnabled(true);
    m_save->setEnabled(!isEvent() && !isInFile(*m_record));
    if (isEvent()) {
        setReading(asText(eventText(record).toUtf8()));
    } else {
        m_reader->start(record, m_formats->format());
        refreshProgress();
    }
}

void DetailPane::clear()
{
    setNothing();
    m_copy->setEnabled(false);
    m_save->setEnabled(false);
    setReading({});
}

void DetailPane::setNothing()
{
    m_reader->clear();
    m_decoding.cancel();
    m_find->setView(nullptr, false);
    m_record.reset();
    m_reading = {};
    m_problem.clear();
}

void DetailPane::handleError(const Error &error)
{
    m_problem = error.what;
    refreshNote();
    emit errorOccurred(error);
}

void DetailPane::setReading(const Reading &reading)
{
    const PayloadBytes &payload = m_reader->payload();
    m_decoding.cancel();
    m_reading = reading;
    if (isFrame()) {
        m_reading = asText(frameText(*m_record, payload.view()).toUtf8());
        m_reading.content = payload;
    } else if (isToldByText()) { // a Pong with its round trip
        const QByteArray told = eventText(*m_record).toUtf8();
        m_reading.text = PayloadBytes(payload.size() > 0 ? told + "\n\n" + payload.view().toByteArray() : told);
        m_reading.layout = LineLayout::Text;
    }
    const bool isPayload = m_record && !isEvent() && !isFrame();
    isPayload && m_reader->isWhole() ? m_formats->showGuess(m_reading) : m_formats->showNothing();
    m_formats->setEnabled(isPayload);
    m_formats->setVisible(!isFrame()); // what else belongs to a frame takes its room
    refresh();
}

void DetailPane::refresh()
{
    // Where the same bytes are shown in another way, what was selected stays so.
    const PayloadView *before = currentView();
    const ByteRange selected = before ? before->selection() : ByteRange{};
    const PayloadBytes shown = before ? before->payload() : PayloadBytes();
    m_imageNote.clear();

    const bool hasRecord = m_record.has_value();
    const QString empty = hasRecord ? tr("The payload is empty.") : tr("Select a row to see it whole.");
    m_text->setPlaceholder(empty);
    m_hex->setPlaceholder(hasRecord && isEvent() ? tr("This row has no payload.") : empty);
    const int view = m_views->currentIndex();
    const bool isHex = view == Hex && hasRecord;
    if (view == Text && isEvent())
        showText(PayloadBytes(m_record->detail), LineLayout::Json);
    else if (view == Text && isFrame())
        showText(PayloadBytes(framePayload(m_reader->payload().view())), LineLayout::Text);
    else if (view == Pretty && m_record && m_record->kind == Kind::Handshake)
        showHandshake();
    else if (view == Text)
        showText(m_reading.content, LineLayout::Text);
    else if (!isHex && m_reading.isImage())
        showImage();
    else if (!isHex && (m_reading.isReadable() || isToldByText()))
        showText(m_reading.text, m_reading.layout);
    else
        showBytes(m_reading.content);

    PayloadView *after = currentView();
    const bool isSame = after && shown.size() > 0 && after->payload().view().data() == shown.view().data()
        && after->payload().size() == shown.size();
    if (isSame && selected.end > 0)
        after->select(selected);
    refreshNote();
    refreshProgress();
}

void DetailPane::showText(const PayloadBytes &text, LineLayout layout)
{
    m_text->setText(text, layout);
    m_find->setView(m_text, false);
    m_stack->setCurrentWidget(m_text);
}

void DetailPane::showBytes(const PayloadBytes &bytes)
{
    m_hex->setBytes(bytes);
    m_find->setView(m_hex, true);
    m_stack->setCurrentWidget(m_hex);
}

void DetailPane::showImage()
{
    m_image->setImage({});
    m_find->setView(nullptr, false);
    m_stack->setCurrentWidget(m_image);
    m_decoding.run(
        RecordReader::isLong(m_reading.content.size()),
        [payload = m_reading.content](WorkControl &) { return loadImage(payload); },
        [this](const Result<LoadedImage> &loaded) {
            if (!loaded) {
                m_problem = loaded.error().text();
                showBytes(m_reading.content);
            } else {
                m_imageNote = tr("%1 image, %2 × %3")
                                  .arg(QString::fromLatin1(loaded->format))
                                  .arg(loaded->size.width())
                                  .arg(loaded->size.height());
                m_image->setImage(loaded->image);
                m_image->setAccessibleName(m_imageNote);
            }
            refreshNote();
        });
}

/// Whether there is more to say of what was sent or received than its payload.
bool DetailPane::isToldByText() const
{
    if (!m_record || isEvent() || m_record->detail.isEmpty())
        return false;
    const bool isControl = m_record->kind == Kind::Ping || m_record->kind == Kind::Pong;
    return isFrame() || isControl || isInFile(*m_record);
}

void DetailPane::showHandshake()
{
    m_handshake->setDetail(m_record->detail);
    m_find->setView(m_handshake->block(), false);
    m_stack->setCurrentWidget(m_handshake);
}

QString DetailPane::noteText() const
{
    if (m_reader->isReading() && !m_reader->isWhole())
        return tr("Reading %1, %2 %").arg(locale().formattedDataSize(m_record->size)).arg(m_reader->percentRead());
    if (m_reader->isReading())
        return tr("Reading, %1 %").arg(m_reader->percentRead());
    if (m_decoding.isBusy() || m_text->isBusy())
        return tr("Reading, %1 %").arg(m_decoding.isBusy() ? m_decoding.percent() : m_text->percent());
    if (m_find->isBusy())
        return tr("Searching, %1 %").arg(m_find->percent());
    if (m_reader->isSaving())
        return tr("Saving, %1 %").arg(m_reader->percentSaved());
    if (!m_problem.isEmpty())
        return m_problem;
    if (!m_reading.note.isEmpty())
        return m_reading.note;
    if (!m_imageNote.isEmpty() && m_stack->currentWidget() == m_image)
        return m_imageNote;
    if (m_record && m_record->kind == Kind::Text && m_reading.formats.isEmpty() && !m_reading.isText())
        return m_stack->currentWidget() == m_hex ? tr("Not valid UTF-8, shown as bytes")
                                                 : tr("Not valid UTF-8 from byte %1 on").arg(m_reading.invalidAt);
    return m_stack->currentWidget() == m_text ? m_text->path() : QString();
}

void DetailPane::refreshNote()
{
    m_note->show(noteText(), toneColor(m_problem.isEmpty() ? Tone::Muted : Tone::Bad, QPalette()));
}

void DetailPane::refreshProgress()
{
    const bool isBusy =
        m_reader->isReading() || m_reader->isSaving() || m_decoding.isBusy() || m_text->isBusy() || m_find->isBusy();
    if (isBusy != m_progress.isActive())
        isBusy ? m_progress.start() : m_progress.stop();
    m_save->setEnabled(m_record && !isEvent() && !isInFile(*m_record) && !m_reader->isSaving());
    refreshNote();
}

PayloadView *DetailPane::currentView() const
{
    if (m_stack->currentWidget() == m_handshake)
        return m_handshake->block();
    return qobject_cast<PayloadView *>(m_stack->currentWidget());
}

void DetailPane::copy()
{
    PayloadView *view = currentView();
    m_problem.clear();
    if (m_stack->currentWidget() == m_handshake) {
        if (!m_handshake->copySelection())
            QApplication::clipboard()->setText(QString::fromUtf8(m_reading.text.view().toByteArray()));
    } else if (!view)
        QApplication::clipboard()->setImage(m_image->image());
    else if (!view->selection().isEmpty())
        view->copy();
    else if (view == m_text)
        m_text->copyRange({0, m_text->payload().size()});
    else
        m_hex->copyHex({0, m_hex->payload().size()});
}

void DetailPane::save()
{
    const QString suggested =
        tr("message-%1").arg(toInt(m_record->seq)) + (m_record->kind == Kind::Text ? u".txt"_s : u".bin"_s);
    const QString target = QFileDialog::getSaveFileName(this, tr("Save payload"), suggested);
    if (target.isEmpty() || !m_record || isEvent())
        return;
    m_reader->save(target);
    refreshProgress();
}

} // namespace sonde
