// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/payloadview.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

/// The lines on screen as a text: what is beyond them may be a hundred megabytes.
class AccessiblePayloadView final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit AccessiblePayloadView(PayloadView *view)
        : QAccessibleWidget(view, QAccessible::EditableText)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface *>(this)
                                                  : QAccessibleWidget::interface_cast(type);
    }
    [[nodiscard]] QString text(QAccessible::Text text) const override
    {
        return text == QAccessible::Value ? view()->visibleText() : QAccessibleWidget::text(text);
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = state.multiLine = state.selectableText = true;
        return state;
    }

    void selection(int index, int *start, int *end) const override
    {
        const ByteRange range = view()->selection();
        const bool isThere = index == 0 && !range.isEmpty();
        *start = isThere ? int(view()->visibleIndexOf({range.begin})) : 0;
        *end = isThere ? int(view()->visibleIndexOf({range.end})) : 0;
    }
    [[nodiscard]] int selectionCount() const override { return view()->selection().isEmpty() ? 0 : 1; }
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    [[nodiscard]] int cursorPosition() const override { return int(view()->visibleIndexOf(view()->cursor())); }
    void setCursorPosition(int) override {}
    [[nodiscard]] QString text(int start, int end) const override
    {
        return view()->visibleText().mid(start, end - start);
    }
    [[nodiscard]] int characterCount() const override { return int(view()->visibleText().size()); }
    [[nodiscard]] QRect characterRect(int) const override { return {}; }
    [[nodiscard]] int offsetAtPoint(const QPoint &) const override { return -1; }
    void scrollToSubstring(int, int) override {}
    QString attributes(int offset, int *start, int *end) const override
    {
        *start = *end = offset;
        return {};
    }

private:
    [[nodiscard]] PayloadView *view() const { return static_cast<PayloadView *>(object()); }
};

QAccessibleInterface *createInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<PayloadView *>(object);
    return view ? new AccessiblePayloadView(view) : nullptr;
}

} // namespace

void installPayloadViewAccessibility()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(createInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

} // namespace sonde
