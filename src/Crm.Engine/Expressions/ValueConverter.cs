using System.Collections;
using System.Dynamic;
using System.Globalization;
using System.Text.Json;

namespace Crm.Engine.Expressions;

/// <summary>Turns the value of an expression into the type that is asked for, in the invariant culture.</summary>
static class ValueConverter
{
    public static T? To<T>(object? value) => value is T typed ? typed : (T?)To(value, typeof(T));

    /// <summary>Throws <see cref="FormatException"/> when the value does not fit; nothing is quietly replaced by a default.</summary>
    public static object? To(object? value, Type type)
    {
        if (value is null)
            return DefaultOf(type);
        if (type.IsInstanceOfType(value))
            return value;
        if (Nullable.GetUnderlyingType(type) is not null && value is string text && string.IsNullOrWhiteSpace(text))
            return null;
        var target = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            return Convert(value, target);
        }
        catch (Exception error) when (
            error is FormatException or OverflowException or InvalidCastException or ArgumentException or JsonException)
        {
            throw new FormatException($"'{Shorten(ToText(value))}' is not a valid {target.Name}.", error);
        }
    }

    public static bool TryConvert(object? value, Type type, out object? result)
    {
        try
        {
            result = To(value, type);
            return true;
        }
        catch (FormatException)
        {
            result = null;
            return false;
        }
    }

    public static object? DefaultOf(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "True" : "False",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IDictionary<string, object?> or IDictionary or IEnumerable => ValueJson.Text(value),
        IFormattable formattable when IsScalar(value) => Invariant(formattable),
        _ when IsScalar(value) => value.ToString() ?? "",
        _ => ValueJson.Text(value),
    };

    static string Invariant(IFormattable value) => value switch
    {
        DateTime date when date == default => "",
        DateTimeOffset date when date == default => "",
        DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "MM/dd/yyyy" : "MM/dd/yyyy HH:mm", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "MM/dd/yyyy zzz" : "MM/dd/yyyy HH:mm zzz", CultureInfo.InvariantCulture),
        _ => value.ToString(null, CultureInfo.InvariantCulture),
    };

    static object? Convert(object value, Type target)
    {
        if (target == typeof(string))
            return ToText(value);
        if (target == typeof(bool))
            return ToBoolean(value);
        if (target == typeof(object))
            return value;
        if (value is string text)
            return FromText(text, target);
        if (target.IsEnum)
            return Enum.ToObject(target, System.Convert.ToInt64(value, CultureInfo.InvariantCulture));
        if (IsInteger(target) && value is double or float or decimal)
            return ToInteger(System.Convert.ToDecimal(value, CultureInfo.InvariantCulture), target);
        if (target == typeof(DateTimeOffset) && value is DateTime date)
            return new DateTimeOffset(date.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(date, DateTimeKind.Utc) : date);
        if (target == typeof(DateTime) && value is DateTimeOffset moment)
            return moment.UtcDateTime;
        if (target == typeof(DateOnly) && value is DateTime day)
            return DateOnly.FromDateTime(day);
        if (value is IConvertible && typeof(IConvertible).IsAssignableFrom(target))
            return System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
        if (IsList(target))
            return ToList(value, target);
        return FromJson(ValueJson.Text(value), target);
    }

    static object ToInteger(decimal number, Type target) =>
        System.Convert.ChangeType(Math.Round(number), target, CultureInfo.InvariantCulture);

    static bool ToBoolean(object value) => value switch
    {
        string text => bool.TryParse(text, out var flag) && flag,
        // As in Elsa, what is neither a text nor a number is no yes.
        IConvertible number when value is not (DateTime or char or Enum) => System.Convert.ToDouble(number, CultureInfo.InvariantCulture) != 0,
        _ => false,
    };

    static object? FromText(string text, Type target)
    {
        var trimmed = text.Trim();
        if (target == typeof(byte[]))
            return System.Convert.FromBase64String(trimmed);
        if (IsList(target) && !trimmed.StartsWith('[') && !trimmed.StartsWith('{'))
            return trimmed.Length == 0 ? null : ToList(ItemsOf(text, target), target);
        if (trimmed.Length == 0)
            return DefaultOf(target);
        if (target.IsEnum)
            return Enum.Parse(target, trimmed, ignoreCase: true);
        if (target == typeof(Guid))
            return Guid.Parse(trimmed);
        if (target == typeof(TimeSpan))
            return TimeSpan.Parse(trimmed, CultureInfo.InvariantCulture);
        if (target == typeof(DateTime))
            return DateTime.Parse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        if (target == typeof(DateTimeOffset))
            return DateTimeOffset.Parse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (target == typeof(DateOnly))
            return DateOnly.Parse(trimmed, CultureInfo.InvariantCulture);
        if (target == typeof(TimeOnly))
            return TimeOnly.Parse(trimmed, CultureInfo.InvariantCulture);
        if (target == typeof(Uri))
            return new Uri(trimmed, UriKind.RelativeOrAbsolute);
        if (IsInteger(target))
            return ToInteger(decimal.Parse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture), target);
        if (typeof(IConvertible).IsAssignableFrom(target))
            return System.Convert.ChangeType(trimmed, target, CultureInfo.InvariantCulture);
        return FromJson(text, target);
    }

    // As in Elsa: where anything may be an item, a text is its letters; where items are texts, it is the only one.
    static IEnumerable<object> ItemsOf(string text, Type list) =>
        ItemTypeOf(list) == typeof(object) ? text.Select(letter => (object)letter.ToString()) : [text];

    static object? FromJson(string json, Type target)
    {
        using var document = JsonDocument.Parse(json);
        var value = ValueJson.Read(document.RootElement);
        if (target.IsInstanceOfType(value))
            return value;
        if (IsList(target))
            return ToList(value!, target);
        return target == typeof(ExpandoObject)
            ? throw new FormatException("Not a JSON object.")
            : document.RootElement.Deserialize(target, ValueJson.Lenient);
    }

    static object ToList(object value, Type target)
    {
        var itemType = ItemTypeOf(target);
        var items = value is IEnumerable many and not string and not IDictionary<string, object?> ? many.Cast<object?>() : [value];
        var converted = items.Select(item => To(item, itemType)).ToList();
        if (target.IsArray)
        {
            var array = Array.CreateInstance(itemType, converted.Count);
            for (var i = 0; i < converted.Count; i++)
                array.SetValue(converted[i], i);
            return array;
        }
        var definition = target.IsInterface ? typeof(List<>) : target.GetGenericTypeDefinition();
        var collection = Activator.CreateInstance(definition.MakeGenericType(itemType))!;
        var add = collection.GetType().GetMethod("Add")!;
        foreach (var item in converted)
            add.Invoke(collection, [item]);
        return collection;
    }

    static Type ItemTypeOf(Type list) => list.IsArray ? list.GetElementType()! : list.GetGenericArguments().FirstOrDefault() ?? typeof(object);

    static bool IsList(Type type) => type.IsArray
        ? type != typeof(byte[])
        : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments().Length == 1;

    static bool IsInteger(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(short);

    static bool IsScalar(object value) =>
        value is IConvertible or Guid or TimeSpan or DateTimeOffset or DateOnly or TimeOnly or Uri || value.GetType().IsEnum;

    static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
