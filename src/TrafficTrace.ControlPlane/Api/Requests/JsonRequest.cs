using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrafficTrace.ControlPlane.Api.Answers;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>The body of a request that is one JSON object, before it is checked.</summary>
internal static class JsonRequest
{
    /// <param name="text">The body.</param>
    /// <param name="type">What it is to be.</param>
    /// <param name="what">The same for messages.</param>
    /// <param name="refusal">Why there is nothing, when there is nothing.</param>
    public static T? Read<T>(string text, JsonTypeInfo<T> type, string what, out ApiError? refusal) where T : class
    {
        try
        {
            refusal = null;
            if (JsonSerializer.Deserialize(text, type) is { } read) return read;
            refusal = ApiError.Undecodable(what, "the body has to be an object");
        }
        catch (JsonException wrong)
        {
            refusal = ApiError.Undecodable(what, wrong.Message);
        }

        return null;
    }
}
