using Jint.Runtime;

namespace Crm.Engine.Expressions.Scripting;

/// <summary>Scripts see the same clock as the engine.</summary>
sealed class ScriptClock(TimeProvider clock) : DefaultTimeSystem(TimeZoneInfo.Utc, System.Globalization.CultureInfo.InvariantCulture)
{
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
}
