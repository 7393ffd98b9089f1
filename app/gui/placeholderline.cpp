// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/placeholderline.h"

#include "gui/placeholderlook.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QLineEdit>

namespace sonde {

PlaceholderLine::PlaceholderLine(QLineEdit *line, const TabValues &values)
    : PlaceholderField(line, line, values)
    , m_line(line)
{
    connect(line, &QLineEdit::textChanged, this, &PlaceholderLine::markSoon);
    markSoon();
}

bool PlaceholderLine::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::InputMethod)
        m_isComposing = !static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty();
    return PlaceholderField::eventFilter(watched, event);
}

QString PlaceholderLine::text() const
{
    return m_line->text();
}

int PlaceholderLine::cursor() const
{
    return m_line->cursorPosition();
}

QRect PlaceholderLine::cursorRect() const
{
    return m_line->inputMethodQuery(Qt::ImCursorRectangle).toRect();
}

int PlaceholderLine::positionAt(const QPoint &point) const
{
    return m_line->cursorPositionAt(point);
}

void PlaceholderLine::replace(int from, int to, const QString &text)
{
    m_line->setSelection(from, to - from);
    m_line->insert(text);
    emit m_line->textEdited(m_line->text()); // It was a person who did it.
}

/// QLineEdit formats its text through what input methods send, and in no other way.
void PlaceholderLine::show(const QList<PlaceholderMark> &marks)
{
    if (m_isComposing)
        return; // It would end that.
    QList<QInputMethodEvent::Attribute> attributes;
    for (const PlaceholderMark &mark : marks)
        attributes.append({QInputMethodEvent::TextFormat, int(mark.start) - m_line->cursorPosition(), int(mark.length),
                           placeholderFormat(mark.isResolved, m_line->palette())});
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(m_line, &event);
}

} // namespace sonde
