// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/detailpane.h"

#include "core/binarytext.h"
#include "core/json.h"
#include "gui/appearance.h"
#include "gui/elidedlabel.h"
#include "gui/eventtext.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSaveFile>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

// What a text widget lays out without a pause that is felt.
constexpr qint64 ShownBytes = 128 * 1024;
constexpr qint64 SaveChunk = 1 << 20;

/// The bytes as a text that a text widget can show: invalid UTF-8 becomes U+FFFD, NUL its picture.
QString shownText(QByteArrayView bytes)
{
    return QString::fromUtf8(bytes).replace(QChar(0), QChar(0x2400));
}

} // namespace

DetailPane::DetailPane(CaptureLog &log, QWidget *parent)
    : QWidget(parent)
    , m_log(log)
    , m_views(new QTabBar(this))
    , m_note(new ElidedLabel(this))
    , m_copy(new QToolButton(this))
    , m_save(new QToolButton(this))
    , m_text(new QPlainTextEdit(this))
{
    m_views->setObjectName(u"detailViews"_s);
    m_views->setDrawBase(false);
    m_views->setExpanding(false);
    m_views->addTab(tr("Pretty"));
    m_views->addTab(tr("Text"));
    m_views->addTab(tr("Hex"));
    m_note->setObjectName(u"detailNote"_s);
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
    m_text->setObjectName(u"detailText"_s);
    m_text->setAccessibleName(tr("Selected message"));
    m_text->setReadOnly(true);
    m_text->setFont(monospacedFont());
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setPlaceholderText(tr("Select a row to see it whole."));
    m_text->setTabChangesFocus(true);
    m_text->setUndoRedoEnabled(false);

    auto *bar = new QHBoxLayout;
    bar->addWidget(m_views);
    bar->addWidget(m_note, 1);
    bar->addWidget(m_copy);
    bar->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addLayout(bar);
    layout->addWidget(m_text, 1);

    connect(m_views, &QTabBar::currentChanged, this, &DetailPane::refresh);
    connect(m_copy, &QToolButton::clicked, this, &DetailPane::copy);
    connect(m_save, &QToolButton::clicked, this, &DetailPane::save);
    clear();
}

void DetailPane::show(const Record &record)
{
    if (m_record && m_record->seq == record.seq)
        return;
    m_record = record;
    m_head = record.payload;
    if (!record.isWhole()) {
        const auto more = m_log.payload(record.seq, 0, ShownBytes);
        if (more)
            m_head = *more;
        else
            emit errorOccurred(more.error());
    }
    refresh();
}

void DetailPane::clear()
{
    m_record.reset();
    m_head.clear();
    refresh();
}

void DetailPane::refresh()
{
    QString note;
    m_text->setPlainText(m_record ? viewText(m_views->currentIndex(), note) : QString());
    if (m_record && m_head.size() < m_record->size)
        note = tr("The first %1 of %2 are shown. Save the payload to see all of it.")
                   .arg(locale().formattedDataSize(m_head.size()), locale().formattedDataSize(m_record->size));
    m_note->show(note, toneColor(Tone::Muted, QPalette()));
    m_copy->setEnabled(m_record.has_value());
    m_save->setEnabled(m_record && m_record->direction != Direction::Event);
}

QString DetailPane::viewText(int view, QString &note) const
{
    const bool isEvent = m_record->direction == Direction::Event;
    const bool isWhole = m_head.size() == m_record->size;
    if (view == Hex)
        return isEvent ? tr("This row has no payload.") : hexDump(m_head);
    if (view == Text)
        return isEvent ? QString::fromUtf8(formatJson(m_record->detail)) : shownText(m_head);
    if (isEvent)
        return eventText(*m_record);

    if (!QUtf8StringView(m_head.constData(), m_head.size()).isValidUtf8() && isWhole) {
        note = m_record->kind == Kind::Text ? tr("Not valid UTF-8, shown as bytes") : QString();
        return hexDump(m_head);
    }
    if (m_record->kind == Kind::Binary && !(isWhole && checkJson(m_head)))
        return hexDump(m_head);
    if (isWhole && checkJson(m_head)) {
        note = m_record->kind == Kind::Binary ? tr("Binary that reads as JSON") : QString();
        return shownText(formatJson(m_head));
    }
    QString text = shownText(m_head);
    if (!m_record->detail.isEmpty()) // a Pong with its round trip
        text = eventText(*m_record) + (text.isEmpty() ? QString() : QString(u"\n\n"_s + text));
    return text;
}

void DetailPane::copy()
{
    const QString selected = m_text->textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n');
    QApplication::clipboard()->setText(selected.isEmpty() ? m_text->toPlainText() : selected);
}

void DetailPane::save()
{
    const QString suggested =
        tr("message-%1").arg(toInt(m_record->seq)) + (m_record->kind == Kind::Text ? u".txt"_s : u".bin"_s);
    const QString path = QFileDialog::getSaveFileName(this, tr("Save payload"), suggested);
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    bool isWritten = file.open(QIODevice::WriteOnly);
    for (qint64 offset = 0; isWritten && offset < m_record->size; offset += SaveChunk) {
        const auto chunk = m_log.payload(m_record->seq, offset, SaveChunk);
        if (!chunk) {
            emit errorOccurred(chunk.error());
            return;
        }
        isWritten = file.write(*chunk) == chunk->size();
    }
    if (!isWritten || !file.commit())
        emit errorOccurred({tr("The payload was not saved to %1: %2.").arg(path, file.errorString()),
                            tr("Choose another folder, or free some space.")});
}

} // namespace sonde
