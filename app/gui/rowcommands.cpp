// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rowcommands.h"

#include "capture/likeness.h"
#include "capture/recordtext.h"
#include "gui/appearance.h"
#include "gui/comparewindow.h"
#include "gui/logview.h"

#include <QApplication>
#include <QClipboard>
#include <QInputDialog>
#include <QLocale>
#include <QMenu>

#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

// More than that no clipboard takes without a long wait.
constexpr qint64 MaxCopied = 64 << 20;

struct CopyChoice
{
    CopyFormat format;
    const char *text;
};
constexpr std::array<CopyChoice, 5> CopyChoices = {
    {{CopyFormat::Text, QT_TRANSLATE_NOOP("sonde::RowCommands", "&Text")},
     {CopyFormat::Hex, QT_TRANSLATE_NOOP("sonde::RowCommands", "&Hex")},
     {CopyFormat::Base64, QT_TRANSLATE_NOOP("sonde::RowCommands", "&Base64")},
     {CopyFormat::JsonString, QT_TRANSLATE_NOOP("sonde::RowCommands", "&JSON string")},
     {CopyFormat::CArray, QT_TRANSLATE_NOOP("sonde::RowCommands", "&C array")}}};

} // namespace

RowCommands::RowCommands(CaptureLog &log, LogView &view, QWidget *parent)
    : QObject(parent)
    , m_log(log)
    , m_view(view)
    , m_parent(parent)
{
    view.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&view, &LogView::copyRequested, this, [this] { copy(CopyFormat::Text); });
    connect(&view, &QWidget::customContextMenuRequested, this, &RowCommands::showMenu);
}

void RowCommands::showMenu(const QPoint &position)
{
    const std::optional<Record> record = m_view.currentRecord();
    if (!record)
        return;
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"rowMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isMarked = m_log.marks().contains(record->seq);
    const qint64 selected = m_view.selectedCount();
    const bool sendable = m_canSend && selected == 1 && isMessage(record->kind);
    const QString like = filterForRowsLike(*record);

    addCopyMenu(menu);
    menu->addSeparator();
    menu->addAction(tr("&Only rows like this"), this, [this, like] { emit filterRequested(like); });
    menu->addAction(tr("Hide &rows like this"), this, [this, like] { emit filterRequested(u"-(%1)"_s.arg(like)); });
    menu->addAction(tr("Times &since this row"), this,
                    [this, time = record->time] { emit timeReferenceRequested(time); });
    menu->addSeparator();
    menu->addAction(isMarked ? tr("Remove the &bookmark") : tr("&Bookmark"), this, &RowCommands::toggleMark);
    menu->addAction(tr("&Note…"), this, &RowCommands::editNote);
    if (record->kind == Kind::Frame || isMessage(record->kind))
        menu->addAction(record->kind == Kind::Frame ? tr("Go to its message") : tr("Go to its first frame"), this,
                        &RowCommands::goToCounterpart);
    menu->addAction(tr("Co&mpare the two rows"), this, &RowCommands::compare)->setEnabled(selected == 2);
    menu->addSeparator();
    menu->addAction(tr("Send a&gain"), this, &RowCommands::sendAgain)->setEnabled(sendable);
    menu->addAction(tr("&Edit and send…"), this, &RowCommands::editAndSend)->setEnabled(sendable);
    menu->popup(m_view.viewport()->mapToGlobal(position));
}

void RowCommands::addCopyMenu(QMenu *menu)
{
    menu->addAction(icon(u"copy"_s), tr("&Copy"), this, [this] { copy(CopyFormat::Text); });
    QMenu *formats = menu->addMenu(tr("Copy &as"));
    for (const CopyChoice &choice : CopyChoices)
        formats->addAction(tr(choice.text), this, [this, format = choice.format] { copy(format); });
}

Result<QByteArray> RowCommands::payload(const Record &record, qint64 limit) const
{
    if (isInFile(record))
        return fail(
            tr("The payload of message %1 is not in the capture. %2.").arg(toInt(record.seq)).arg(previewText(record)),
            tr("Send that file from the send box."));
    if (record.size > limit) {
        const QLocale locale;
        return fail(tr("Message %1 is too large for that (%2; the limit is %3).")
                        .arg(toInt(record.seq))
                        .arg(locale.formattedDataSize(record.size), locale.formattedDataSize(limit)),
                    tr("Save its payload to a file instead."));
    }
    return record.isWhole() ? record.payload : m_log.payload(record.seq, 0, record.size);
}

void RowCommands::copy(CopyFormat format)
{
    QStringList texts;
    qint64 left = MaxCopied;
    for (const Seq seq : m_view.selectedSeqs()) {
        const Record record = m_log.model()->record(m_log.model()->rowOf(seq));
        // An event has no payload; what it says is in its preview.
        const bool isEvent = record.direction == Direction::Event || isInFile(record);
        const Result<QByteArray> bytes = isEvent ? m_view.previewOf(seq).toUtf8() : payload(record, left);
        const Result<QString> text = bytes ? payloadText(*bytes, format) : tl::unexpected(bytes.error());
        if (!text) {
            emit errorOccurred(text.error());
            return;
        }
        left -= record.size;
        texts << *text;
    }
    if (!texts.isEmpty())
        QApplication::clipboard()->setText(texts.join(u'\n'));
}

void RowCommands::toggleMark()
{
    const QList<Seq> seqs = m_view.selectedSeqs();
    const bool areAllMarked = std::ranges::all_of(seqs, [this](Seq seq) { return m_log.marks().contains(seq); });
    for (const Seq seq : seqs) {
        if (areAllMarked)
            m_log.setMark(seq, std::nullopt);
        else if (!m_log.marks().contains(seq))
            m_log.setMark(seq, QString());
    }
}

void RowCommands::editNote()
{
    const std::optional<Record> record = m_view.currentRecord();
    if (!record)
        return;
    const auto mark = m_log.marks().find(record->seq);
    auto *dialog = new QInputDialog(m_parent);
    dialog->setObjectName(u"noteDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Note on row %1").arg(toInt(record->seq)));
    dialog->setLabelText(tr("The note is kept in the capture, with a bookmark."));
    dialog->setTextValue(mark == m_log.marks().end() ? QString() : mark->second);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, seq = record->seq](const QString &note) { m_log.setMark(seq, note); });
    dialog->open();
}

void RowCommands::goToMark(int step)
{
    const Marks &marks = m_log.marks();
    const std::optional<Record> current = m_view.currentRecord();
    const Seq at = current ? current->seq : Seq{0};
    auto found = step > 0 ? marks.upper_bound(at) : marks.lower_bound(at);
    // Those that the filter hides are passed over.
    while (step > 0 ? found != marks.end() : found != marks.begin()) {
        if (step < 0)
            --found;
        if (m_log.model()->rowOf(found->first) >= 0) {
            m_view.goTo(found->first);
            return;
        }
        if (step > 0)
            ++found;
    }
}

void RowCommands::goToCounterpart()
{
    const std::optional<Record> record = m_view.currentRecord();
    if (!record)
        return;
    const auto found = m_log.counterpart(*record);
    if (!found)
        emit errorOccurred(found.error());
    else if (!*found)
        emit errorOccurred({record->kind == Kind::Frame ? tr("There is no message of this frame near it in the log.")
                                                        : tr("No frame of this row was recorded."),
                            tr("Control frames have none, and a message is a row when all of it has come. Frames are "
                               "recorded where Connection > Record frames is on.")});
    else if (m_log.model()->rowOf(**found) < 0)
        emit errorOccurred({tr("Row %1 is hidden by the filter.").arg(toInt(**found)), tr("Clear the filter.")});
    else
        m_view.goTo(**found);
}

void RowCommands::compare()
{
    const QList<Seq> seqs = m_view.selectedSeqs();
    if (seqs.size() != 2) {
        emit errorOccurred({tr("Two rows are compared, and %Ln are selected.", nullptr, int(seqs.size())),
                            tr("Select one row, then another one with Ctrl.")});
        return;
    }
    QList<Record> records;
    QList<QByteArray> payloads;
    for (const Seq seq : seqs) {
        records << m_log.model()->record(m_log.model()->rowOf(seq));
        // The window looks at a beginning, and says so.
        const auto bytes = m_log.payload(seq, 0, Comparison::mostBytes);
        if (!bytes) {
            emit errorOccurred(bytes.error());
            return;
        }
        payloads << *bytes;
    }
    (new CompareWindow(records[0], payloads[0], records[1], payloads[1], m_parent))->show(); // deletes itself
}

std::optional<Message> RowCommands::message()
{
    const std::optional<Record> record = m_view.currentRecord();
    if (!m_canSend || !record || !isMessage(record->kind)) {
        emit errorOccurred({tr("There is no message here that could be sent."),
                            tr("Select a text or binary message in the log of a connection.")});
        return std::nullopt;
    }
    const Result<QByteArray> bytes = payload(*record, MaxMessageLimit);
    if (!bytes) {
        emit errorOccurred(bytes.error());
        return std::nullopt;
    }
    return Message{record->kind == Kind::Text ? Opcode::Text : Opcode::Binary, *bytes};
}

void RowCommands::sendAgain()
{
    if (const auto found = message())
        emit sendRequested(*found);
}

void RowCommands::editAndSend()
{
    if (const auto found = message())
        emit editRequested(*found);
}

} // namespace sonde
