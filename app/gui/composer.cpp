// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/composer.h"

#include "core/json.h"
#include "gui/appearance.h"
#include "gui/closeform.h"
#include "gui/elidedlabel.h"
#include "gui/placeholderline.h"
#include "gui/placeholdertext.h"
#include "gui/tabvalues.h"
#include "profile/template.h"
#include "wire/frames.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTextBlock>
#include <QToolButton>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qsizetype HistorySize = 100;
constexpr qint64 MaxEdited = 2 << 20; ///< Bytes of a message that an editor lays out without a long pause.

/// What can be saved, in the composer's terms and in the profile's.
constexpr std::array<std::pair<Composer::Kind, MessageKind>, 5> MessageKinds = {
    {{Composer::Kind::Text, MessageKind::Text},
     {Composer::Kind::Json, MessageKind::Json},
     {Composer::Kind::Hex, MessageKind::Hex},
     {Composer::Kind::Base64, MessageKind::Base64},
     {Composer::Kind::File, MessageKind::File}}};

} // namespace

Composer::Composer(TabValues &values, QWidget *parent)
    : QWidget(parent)
    , m_values(values)
    , m_kind(new QComboBox(this))
    , m_format(new QToolButton(this))
    , m_save(new QToolButton(this))
    , m_hint(new ElidedLabel(this))
    , m_send(new QPushButton(this))
    , m_pages(new QStackedWidget(this))
    , m_editor(new QPlainTextEdit(this))
{
    m_editor->setObjectName(u"composerText"_s);
    m_editor->setFont(monospacedFont());
    m_editor->setTabChangesFocus(true);
    m_editor->installEventFilter(this);
    m_pages->addWidget(m_editor);
    m_pages->addWidget(makeFilePage());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(makeToolRow());
    layout->addWidget(m_pages, 1);

    connect(m_kind, &QComboBox::currentIndexChanged, this, &Composer::handleKind);
    new PlaceholderText(m_editor, values);
    new PlaceholderLine(m_file, values);
    connect(&values, &TabValues::changed, this, &Composer::check);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &Composer::check);
    connect(m_file, &QLineEdit::textChanged, this, &Composer::check);
    connect(m_file, &QLineEdit::returnPressed, this, &Composer::send);
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    connect(m_format, &QToolButton::clicked, this, &Composer::format);
    connect(m_save, &QToolButton::clicked, this, &Composer::save);
    handleKind();
}

QWidget *Composer::makeToolRow()
{
    m_kind->setObjectName(u"composerKind"_s);
    m_kind->setAccessibleName(tr("What to send"));
    const std::array<std::pair<Kind, QString>, 7> kinds = {{{Kind::Text, tr("Text")},
                                                            {Kind::Json, tr("JSON")},
                                                            {Kind::Hex, tr("Binary, hex")},
                                                            {Kind::Base64, tr("Binary, base64")},
                                                            {Kind::File, tr("Binary, file")},
                                                            {Kind::Ping, tr("Ping")},
                                                            {Kind::Close, tr("Close")}}};
    for (const auto &[kind, name] : kinds)
        m_kind->addItem(name, QVariant::fromValue(kind));
    m_format->setObjectName(u"formatJson"_s);
    m_format->setIcon(icon(u"braces"_s));
    m_format->setText(tr("Format"));
    m_format->setToolTip(tr("Set the JSON out over lines (Ctrl+Shift+F)"));
    m_format->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_format->setAutoRaise(true);
    m_save->setObjectName(u"saveMessage"_s);
    m_save->setIcon(icon(u"save"_s));
    m_save->setText(tr("Keep"));
    m_save->setToolTip(tr("Keep this message to send it again (Ctrl+Shift+M)"));
    m_save->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_save->setAutoRaise(true);
    m_hint->setObjectName(u"composerHint"_s);
    m_send->setObjectName(u"send"_s);
    m_send->setIcon(icon(u"send"_s));
    m_send->setText(tr("Send"));
    m_send->setToolTip(tr("Send (Ctrl+Enter)"));

    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(m_kind);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_format);
    layout->addWidget(m_save);
    layout->addWidget(m_send);
    return row;
}

QWidget *Composer::makeFilePage()
{
    auto *page = new QWidget(this);
    m_file = new QLineEdit(page);
    m_file->setObjectName(u"composerFile"_s);
    m_file->setAccessibleName(tr("File to send"));
    m_file->setPlaceholderText(tr("Path of the file to send as one binary message"));
    auto *browse = new QPushButton(icon(u"file"_s), tr("Choose…"), page);
    browse->setObjectName(u"chooseFile"_s);
    connect(browse, &QPushButton::clicked, this, &Composer::chooseFile);
    auto *row = new QHBoxLayout;
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addStretch();
    return page;
}

void Composer::makeClosePage()
{
    m_close = new CloseForm(this);
    m_close->insertIntoTabOrder(m_editor);
    m_pages->addWidget(m_close);
    connect(m_close, &CloseForm::changed, this, &Composer::check);
    connect(m_close, &CloseForm::returnPressed, this, &Composer::send);
}

Composer::Kind Composer::kind() const
{
    return m_kind->currentData().value<Kind>();
}

void Composer::setKind(Kind kind)
{
    m_kind->setCurrentIndex(m_kind->findData(QVariant::fromValue(kind)));
}

QString Composer::text() const
{
    switch (kind()) {
    case Kind::File:
        return m_file->text();
    case Kind::Close:
        return m_close->reason();
    default:
        return m_editor->toPlainText();
    }
}

void Composer::setText(const QString &text)
{
    switch (kind()) {
    case Kind::File:
        m_file->setText(text);
        break;
    case Kind::Close:
        m_close->setReason(text);
        break;
    default:
        m_editor->setPlainText(text);
        m_editor->moveCursor(QTextCursor::End);
    }
}

Result<> Composer::edit(const Message &message)
{
    const qint64 size = message.payload.size();
    if (size > MaxEdited) {
        return fail(tr("A message of %1 is too large for the editor (the limit is %2).")
                        .arg(locale().formattedDataSize(size), locale().formattedDataSize(MaxEdited)),
                    tr("Save its payload, change the file, and send that."));
    }
    if (message.opcode == Opcode::Binary)
        setKind(Kind::Hex);
    else
        setKind(checkJson(message.payload) ? Kind::Json : Kind::Text);
    setText(message.opcode == Opcode::Binary ? QString::fromLatin1(message.payload.toHex(' '))
                                             : escaped(QString::fromUtf8(message.payload)));
    focusEditor();
    return {};
}

void Composer::edit(const SavedMessage &message)
{
    setKind(std::ranges::find(MessageKinds, message.kind, &std::pair<Kind, MessageKind>::second)->first);
    setText(message.text);
    focusEditor();
}

void Composer::setStatus(const ConnectionStatus &status)
{
    m_state = status.state;
    check();
}

void Composer::showFailure(const Failure &failure)
{
    if (m_state == ConnectionState::Open)
        showHint(failure.error.text(), true);
}

void Composer::focusEditor()
{
    if (kind() == Kind::File)
        m_file->setFocus();
    else if (kind() == Kind::Close)
        m_close->setFocus();
    else
        m_editor->setFocus();
}

void Composer::handleKind()
{
    if (kind() == Kind::Close && !m_close)
        makeClosePage();
    m_pages->setCurrentIndex(kind() == Kind::File ? 1 : kind() == Kind::Close ? 2 : 0);
    m_format->setVisible(kind() == Kind::Json);
    m_save->setVisible(messageKind().has_value());
    const QString placeholder = kind() == Kind::Hex ? tr("Bytes as hex digits, such as 48 65 6c 6c 6f")
        : kind() == Kind::Base64                    ? tr("Bytes as base64, such as SGVsbG8=")
        : kind() == Kind::Ping                      ? tr("Payload of the ping, at most 125 bytes; may be empty")
                                                    : tr("Message to send");
    m_editor->setPlaceholderText(placeholder);
    m_editor->setAccessibleName(placeholder);
    check();
}

void Composer::check()
{
    emit edited();
    m_editor->setExtraSelections({});
    m_send->setEnabled(m_state == ConnectionState::Open);

    const QString typed = text();
    const bool isEmpty = typed.isEmpty() && kind() != Kind::Close && kind() != Kind::Ping;
    if (!isEmpty) {
        const Result<Message> ready = kind() == Kind::Close
            ? m_close->frame().map([](const CloseFrame &) { return Message{}; })
            : message(m_values.preview(typed));
        if (!ready) {
            showHint(ready.error().text(), true);
            markMistake(ready.error().position);
            return;
        }
        if (m_state == ConnectionState::Open) {
            showHint(kind() == Kind::Close ? QString()
                         : ready->file ? tr("%1, read as it goes out").arg(locale().formattedDataSize(ready->size()))
                                       : tr("%Ln byte(s)", nullptr, int(ready->size())),
                     false);
            return;
        }
    }
    showHint(m_state == ConnectionState::Open ? QString() : tr("Not open, so nothing can be sent. Connect first."),
             false);
}

Result<Message> Composer::message(const Result<Expansion> &expanded) const
{
    if (!expanded)
        return tl::unexpected(expanded.error());
    const QString &typed = expanded->text;
    if (const auto kind = messageKind()) {
        Result<Message> message = toMessage(*kind, typed, m_sendLimits);
        if (!message && typed != text())
            message.error().position = -1; // it is not one in what was typed
        return message;
    }
    const QByteArray ping = typed.toUtf8();
    if (ping.size() > MaxControlPayload)
        return fail(
            tr("A ping carries at most %n byte(s), and this is %1.", nullptr, int(MaxControlPayload)).arg(ping.size()),
            tr("Shorten it."));
    return Message{Opcode::Ping, ping};
}

std::optional<MessageKind> Composer::messageKind() const
{
    const auto *found = std::ranges::find(MessageKinds, kind(), &std::pair<Kind, MessageKind>::first);
    return found == MessageKinds.end() ? std::nullopt : std::optional(found->second);
}

void Composer::send()
{
    if (m_state != ConnectionState::Open)
        return check();
    if (kind() == Kind::Close) {
        if (const auto frame = m_close->frame())
            emit closeReady(*frame);
        return;
    }
    m_values.fetchSecrets(text(), this, [this] { sendNow(); });
}

void Composer::sendNow()
{
    const Result<Expansion> expanded = m_values.expand(text());
    const Result<Message> ready = message(expanded);
    if (!ready)
        return check();
    emit secretsUsed(expanded->secrets);
    if (kind() == Kind::Ping)
        emit pingReady(ready->payload);
    else
        emit messageReady(*ready);
    remember(text());
    if (m_clearAfterSending && kind() != Kind::File)
        m_editor->clear();
}

void Composer::save()
{
    const auto kind = messageKind();
    if (!kind)
        showHint(tr("A ping or a close can't be saved."), true);
    else
        emit saveRequested({.name = {}, .kind = *kind, .text = text(), .note = {}});
}

void Composer::format()
{
    if (kind() != Kind::Json)
        setKind(Kind::Json);
    const QByteArray json = m_editor->toPlainText().toUtf8();
    if (!checkJson(json)) {
        check();
        return;
    }
    QTextCursor cursor(m_editor->document()); // one step to undo
    cursor.select(QTextCursor::Document);
    cursor.insertText(QString::fromUtf8(formatJson(json)));
}

void Composer::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("File to send"), m_file->text());
    if (!path.isEmpty())
        m_file->setText(path);
}

void Composer::showHint(const QString &text, bool isError)
{
    m_hint->show(text, toneColor(isError ? Tone::Bad : Tone::Muted, QPalette()));
}

void Composer::markMistake(qsizetype position)
{
    if (position < 0 || m_pages->currentIndex() != 0)
        return;
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(m_editor->document());
    const int last = m_editor->document()->characterCount() - 1;
    const int at = std::clamp(int(position), 0, std::max(0, last - 1)); // a mistake at the end marks what is before it
    mark.cursor.setPosition(at);
    mark.cursor.setPosition(std::min(at + 1, last), QTextCursor::KeepAnchor);
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(toneColor(Tone::Bad, palette()));
    mark.format.setBackground(hitColor(palette()));
    m_editor->setExtraSelections({mark});
}

void Composer::remember(const QString &text)
{
    m_history.removeAll(text);
    if (!text.isEmpty())
        m_history.append(text);
    if (m_history.size() > HistorySize)
        m_history.removeFirst();
    m_historyAt = m_history.size();
}

void Composer::walkHistory(int step)
{
    m_historyAt = std::clamp<qsizetype>(m_historyAt + step, 0, m_history.size());
    m_editor->setPlainText(m_historyAt < m_history.size() ? m_history[m_historyAt] : QString());
    m_editor->moveCursor(QTextCursor::End);
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_editor || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (isReturn && key->modifiers().testFlag(Qt::ControlModifier)) {
        send();
        return true;
    }
    // Walks only while the editor is empty or shows what the walk has put there.
    const QString typed = m_editor->toPlainText();
    const bool isWalking = typed.isEmpty() || (m_historyAt < m_history.size() && typed == m_history[m_historyAt]);
    if (isWalking && !key->modifiers() && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
        walkHistory(key->key() == Qt::Key_Up ? -1 : 1);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace sonde
