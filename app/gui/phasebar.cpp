// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/phasebar.h"

#include "session/details.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QJsonArray>
#include <QJsonObject>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QToolTip>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

namespace {

constexpr int ShortestBar = 4; // pixels
constexpr int BarGap = 1;
constexpr int Margin = 2; // for the frame of the focus
constexpr int ItemGap = 16;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::PhaseBar)
};

/// Shares `width` out by `weights`, at least ShortestBar each.
QList<int> shareOut(int width, const QList<double> &weights)
{
    QList<int> shares(weights.size(), ShortestBar);
    QList<qsizetype> open(weights.size());
    std::iota(open.begin(), open.end(), 0);
    int left = width;
    while (!open.isEmpty()) {
        double sum = 0;
        for (const qsizetype i : open)
            sum += weights[i];
        const auto shareOf = [&](qsizetype i) { return sum > 0 ? left * weights[i] / sum : 0.0; };
        const auto tooShort = std::ranges::find_if(open, [&](qsizetype i) { return shareOf(i) < ShortestBar; });
        if (tooShort != open.end()) {
            left -= ShortestBar;
            open.erase(tooShort);
            continue;
        }
        for (const qsizetype i : open)
            shares[i] = int(shareOf(i));
        break;
    }
    return shares;
}

/// The step that ends with `phase`; without a name where it ends none.
PhaseStep stepNamed(const QString &phase, const QJsonObject &detail)
{
    if (phase == u"resolved")
        return {.name = Texts::tr("Name lookup"), .tone = Tone::Muted};
    if (phase == u"tcpConnected") {
        const bool isLocal = detail[u"peer"_s].toString().startsWith(u'/');
        return {.name = detail.contains(u"proxy"_s) ? Texts::tr("Proxy")
                    : isLocal                       ? Texts::tr("Unix socket")
                                                    : Texts::tr("TCP"),
                .tone = Tone::Received};
    }
    if (phase == u"tlsEncrypted")
        return {.name = Texts::tr("TLS"), .tone = Tone::Busy};
    return {.name = Texts::tr("Upgrade"), .tone = Tone::Sent};
}

} // namespace

QList<PhaseStep> phaseSteps(const QJsonObject &detail)
{
    QList<PhaseStep> steps;
    microseconds begin{};
    for (const QJsonValue &reached : detail[u"phases"_s].toArray()) {
        PhaseStep step = stepNamed(reached[u"phase"_s].toString(), detail);
        step.begin = begin;
        step.end = std::max(begin, microseconds(reached[u"us"_s].toInteger()));
        begin = step.end;
        if (!steps.isEmpty() && steps.last().name == step.name)
            steps.last().end = step.end; // request, response and open are one
        else
            steps.append(step);
    }
    return steps;
}

PhaseBar::PhaseBar(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Times of the handshake"));
}

void PhaseBar::setSteps(const QList<PhaseStep> &steps)
{
    m_steps = steps;
    QStringList texts;
    for (qsizetype i = 0; i <= m_steps.size() && !m_steps.isEmpty(); ++i)
        texts << legendText(i);
    setAccessibleDescription(texts.join(u", "_s));
    setVisible(!m_steps.isEmpty());
    updateGeometry();
    update();
}

QString PhaseBar::legendText(qsizetype step) const
{
    if (step == m_steps.size())
        return tr("in total %1").arg(durationText(m_steps.last().end));
    return m_steps[step].name + u' ' + durationText(m_steps[step].end - m_steps[step].begin);
}

int PhaseBar::barHeight() const
{
    return fontMetrics().height() * 3 / 4;
}

int PhaseBar::legendTop() const
{
    return 2 * Margin + barHeight() + 2;
}

QList<QRect> PhaseBar::bars() const
{
    QList<double> weights;
    for (const PhaseStep &step : m_steps)
        weights << double((step.end - step.begin).count());
    const int gaps = BarGap * int(std::max<qsizetype>(0, m_steps.size() - 1));
    QList<QRect> bars;
    int x = Margin;
    for (const int share : shareOut(width() - 2 * Margin - gaps, weights)) {
        bars << QRect(x, Margin, share, barHeight());
        x += share + BarGap;
    }
    return bars;
}

/// Line by line, as many as fit.
QList<QPoint> PhaseBar::legendPlaces(int width) const
{
    QList<QPoint> places;
    QPoint place(Margin, legendTop());
    for (qsizetype i = 0; i <= m_steps.size() && !m_steps.isEmpty(); ++i) {
        const int itemWidth = fontMetrics().horizontalAdvance(legendText(i)) + fontMetrics().height();
        if (place.x() > Margin && place.x() + itemWidth > width - Margin)
            place = {Margin, place.y() + fontMetrics().height()};
        places << place;
        place.rx() += itemWidth + ItemGap;
    }
    return places;
}

QSize PhaseBar::sizeHint() const
{
    return {400, heightForWidth(400)};
}

QSize PhaseBar::minimumSizeHint() const
{
    return {100, legendTop() + fontMetrics().height() + Margin};
}

int PhaseBar::heightForWidth(int width) const
{
    const QList<QPoint> places = legendPlaces(width);
    return (places.isEmpty() ? legendTop() : places.last().y()) + fontMetrics().height() + Margin;
}

bool PhaseBar::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const QPoint at = static_cast<QHelpEvent *>(event)->pos();
    const QList<QRect> places = bars();
    const auto hit = std::ranges::find_if(places, [&](const QRect &bar) { return bar.contains(at); });
    if (hit == places.end())
        QToolTip::hideText();
    else
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), legendText(hit - places.begin()), this);
    return true;
}

void PhaseBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QList<QRect> places = bars();
    for (qsizetype i = 0; i < m_steps.size(); ++i)
        painter.fillRect(places[i], toneColor(m_steps[i].tone, palette()));
    const int line = fontMetrics().height();
    const QList<QPoint> legend = legendPlaces(width());
    for (qsizetype i = 0; i < legend.size(); ++i) {
        if (i < m_steps.size()) {
            const int side = line * 2 / 3;
            painter.fillRect(QRect(legend[i] + QPoint(0, (line - side) / 2), QSize(side, side)),
                             toneColor(m_steps[i].tone, palette()));
        }
        painter.setPen(palette().color(QPalette::WindowText));
        const int indent = i < m_steps.size() ? line : 0;
        painter.drawText(legend[i] + QPoint(indent, fontMetrics().ascent()), legendText(i));
    }
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.backgroundColor = palette().color(QPalette::Window);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace sonde
