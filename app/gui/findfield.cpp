// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/findfield.h"

#include "core/binarytext.h"
#include "gui/payloadview.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr int TypingPauseMs = 200;
constexpr qint64 MostAtOnce = 256 << 10; // bytes that are searched without a pause that is felt

} // namespace

FindField::FindField(QWidget *parent)
    : QLineEdit(parent)
    , m_searching(this)
{
    setPlaceholderText(tr("Find"));
    setClearButtonEnabled(true);
    m_typed.setSingleShot(true);
    m_typed.setInterval(TypingPauseMs);
    connect(this, &QLineEdit::textEdited, &m_typed, qOverload<>(&QTimer::start));
    connect(&m_typed, &QTimer::timeout, this, [this] { find(true, true); });
}

void FindField::setView(PayloadView *view, bool isBytes)
{
    m_searching.cancel();
    if (m_view)
        m_view->removeEventFilter(this);
    m_view = view;
    m_isBytes = isBytes;
    m_hasFound = true;
    if (m_view)
        m_view->installEventFilter(this);
}

/// F3 in the view is ours, too, unless there is nothing to find: then it is the window's, which walks through the log.
bool FindField::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || static_cast<QKeyEvent *>(event)->key() != Qt::Key_F3 || text().isEmpty())
        return QLineEdit::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        find(!(static_cast<QKeyEvent *>(event)->modifiers() & Qt::ShiftModifier), false);
    return true;
}

bool FindField::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_F3) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void FindField::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_F3 || (isReturn && !(event->modifiers() & Qt::ControlModifier))) {
        find(!(event->modifiers() & Qt::ShiftModifier), false);
    } else if (event->key() == Qt::Key_Escape) {
        clear();
        setFound(true);
        if (m_view)
            m_view->setFocus(Qt::OtherFocusReason);
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

/// Finds the next or the previous place; the one that is selected, too, while it is still being typed.
void FindField::find(bool isForward, bool isTyping)
{
    m_typed.stop();
    m_searching.cancel();
    setFound(true);
    if (!m_view || text().isEmpty())
        return;
    SearchTerm term{text(), {}};
    if (m_isBytes)
        term.bytes = parseHex(text()).value_or(QByteArray());
    const ByteRange selected = m_view->selection();
    const qint64 from = isForward && !isTyping ? selected.end : selected.begin;
    m_searching.run(
        m_view->payload().size() > MostAtOnce,
        [=, payload = m_view->payload()](WorkControl &control) {
            return isForward ? findNext(payload.view(), term, from, control)
                             : findPrevious(payload.view(), term, from, control);
        },
        [this](const std::optional<ByteRange> &found) {
            if (found && m_view)
                m_view->select(*found);
            setFound(found.has_value());
        });
    emit searched();
}

void FindField::setFound(bool hasFound)
{
    m_hasFound = hasFound;
    emit searched();
}

} // namespace sonde
